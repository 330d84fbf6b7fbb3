import { posix } from 'node:path'
import { drizzle1, foldersIn, type MigrationSettings, wranglerWithPattern } from '../project/kit.ts'
import type { Project } from '../project/project.ts'

/**
 * How wrangler finds the migrations of a D1 database where drizzle-kit, from 1.0 on, writes a folder
 * for each: settings for a new database, and notes on what is to be done by hand. Undefined before 1.0.
 */
export function migrationFolders(
  project: Project,
  binding: string,
): { settings: MigrationSettings; notes: string[] } | undefined {
  if (drizzle1(project) === undefined) return undefined
  const { wrangler, drizzle } = project
  const database = wrangler?.d1.find((one) => one.binding === binding)
  const folder = drizzle?.out ?? database?.migrationsFolder ?? 'migrations'
  const settings = foldersIn(posix.normalize(folder).replace(/\/$/, ''))
  if (database?.migrationsPattern !== undefined) return { settings, notes: [] }
  const what = `drizzle-kit writes a folder for each migration, which wrangler finds from ${wranglerWithPattern} on`
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}"`)
  const byHand = `, with ${lines.join(' and ')} for ${binding} in ${wrangler?.file}`
  const isWritten = !database && wrangler !== undefined && !wrangler.isCode
  return { settings, notes: [`${what}${isWritten ? '' : byHand}.`] }
}
