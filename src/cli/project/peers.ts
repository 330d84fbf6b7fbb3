import satisfies from 'semver/functions/satisfies.js'
import intersects from 'semver/ranges/intersects.js'
import { peerDependencies } from '../../../package.json'
import { findInstalled } from './installed.ts'
import type { Project } from './project.ts'

/** The packages that this one is tried with, and their ranges. */
export const peers: Readonly<Record<string, string>> = peerDependencies

/** A package of the app in a version that this one is not tried with. */
export interface UntriedVersion {
  name: string
  range: string
  /** Undefined where it is asked for, and not installed yet. */
  version: string | undefined
}

/** The packages of the app that are in a version beside the ranges of this package. */
export function untriedVersions(project: Project): UntriedVersion[] {
  return Object.entries(peers).flatMap(([name, range]) => {
    const asked = project.dependencies[name]
    if (asked === undefined) return []
    const version = findInstalled(project.folder, name)?.version
    const fits =
      version === undefined
        ? overlaps(asked, range)
        : satisfies(version, range, { includePrerelease: true })
    return fits ? [] : { name, range, version }
  })
}

/** Whether two ranges have a version in common; what is no range, as `workspace:*`, may be any. */
export function overlaps(one: string, other: string): boolean {
  try {
    return intersects(one, other)
  } catch {
    return true
  }
}
