import minVersion from 'semver/ranges/min-version.js'
import { findInstalled } from './installed.ts'
import type { Project } from './project.ts'

/** Where wrangler is to look for the migrations of a D1 database. */
export interface MigrationSettings {
  migrations_dir: string
  migrations_pattern: string
}

/** The first version of wrangler that knows `migrations_pattern`. */
export const wranglerWithPattern = '4.98'

/** The version of Drizzle ORM 1.0 in an app, whose kit is of the same version; undefined before 1.0. */
export function drizzle1(project: Project): string | undefined {
  const version = versionOf(project, 'drizzle-kit') ?? versionOf(project, 'drizzle-orm')
  return version && Number.parseInt(version, 10) >= 1 ? version : undefined
}

/** drizzle-kit writes a folder for each migration from 1.0 on, which wrangler has to be told. */
export const foldersIn = (folder: string): MigrationSettings => ({
  migrations_dir: folder,
  migrations_pattern: `${folder}/*/migration.sql`,
})

/** The version that an app asks for at least, or that it has where it asks for a tag. */
function versionOf({ folder, dependencies }: Project, name: string) {
  const range = dependencies[name]
  if (range === undefined) return undefined
  try {
    return minVersion(range)?.version
  } catch {
    return findInstalled(folder, name)?.version
  }
}
