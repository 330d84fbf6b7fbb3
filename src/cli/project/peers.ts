import satisfies from 'semver/functions/satisfies.js'
import intersects from 'semver/ranges/intersects.js'
import { peerDependencies } from '../../../package.json'
import { findInstalled } from './installed.ts'
import type { Project } from './project.ts'

/** The packages that this one is tried with, and their ranges. */
export const peers: Readonly<Record<string, string>> = peerDependencies

/**
 * The packages of the app that are in a version beside the ranges of this package; the version is
 * undefined where one is asked for, and not installed yet.
 */
export function untriedVersions(
  project: Project,
): { name: string; range: string; version: string | undefined }[] {
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
