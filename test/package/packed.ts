/** The package as it would be published. */
export interface Packed {
  tarball: string
  /** The paths of the files in the tarball, sorted. */
  files: string[]
}
