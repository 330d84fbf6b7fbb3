import { mkdtemp, realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The package as it would be published. */
export interface Packed {
  tarball: string
  /** The paths of the files in the tarball, sorted. */
  files: string[]
}

/** A new folder outside of the project, so that nothing is found in the project's dependencies. */
export async function temporaryFolder(): Promise<string> {
  return await realpath(await mkdtemp(join(tmpdir(), 'lucia-setup-')))
}
