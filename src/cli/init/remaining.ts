import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { driverNames, runsOn } from '../drivers/entries.ts'
import type { Project } from '../project/project.ts'
import type { Source } from '../project/syntax.ts'
import { databaseCommands, packagesFor } from './commands.ts'
import { type Plan, wranglerChanges } from './plan.ts'

/** What remains in an app that calls `createAuth()` already. */
export async function remainingPlan(
  project: Project,
  { source, entry }: { source: Source; entry: string },
): Promise<Plan> {
  const driver = driverNames.find((name) => name === entry)
  const { wrangler, drizzle, dependencies } = project
  const unused = Object.keys(dependencies).filter((name) =>
    /^@lucia-auth\/adapter-(sqlite|mysql|postgresql|prisma)$/.test(name),
  )
  const needs = driver ? packagesFor({ driver }, []) : { packages: ['lucia-setup'], tools: [] }
  const hasMigrations = !drizzle || (await isFilled(join(project.folder, drizzle.out)))
  const { changes, notes } = wranglerChanges(project)
  const binding = wrangler?.d1[0]?.binding ?? wrangler?.hyperdrive[0] ?? ''
  return {
    changes,
    notes: [`${source.path} calls createAuth() already.`, ...notes],
    needs: { ...needs, unused },
    commands:
      driver && !hasMigrations
        ? databaseCommands(project, { driver, binding, runsOn: runsOn(driver, wrangler) })
        : [],
    use: [],
  }
}

async function isFilled(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch(() => [])
  return entries.length > 0
}
