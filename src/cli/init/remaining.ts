import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { driverNames, runsOn } from '../drivers/entries.ts'
import { importsOf } from '../project/imports.ts'
import type { Project } from '../project/project.ts'
import type { Source } from '../project/syntax.ts'
import { databaseCommands } from './commands.ts'
import { adapterPackage, packagesFor } from './packages.ts'
import { type Plan, planOf } from './plan.ts'
import { wranglerChanges } from './wrangler.ts'

/** The file in which an app calls `createAuth()` already, and the entry that it is of. */
interface DoneSetUp {
  source: Source
  entry: string
}

/** Finds the `createAuth()` that an app has already. */
export function findCreateAuth(sources: Source[]): DoneSetUp | undefined {
  for (const source of sources) {
    for (const { module, name } of importsOf(source).values()) {
      const [, entry] = /^lucia-setup\/(.+)$/.exec(module) ?? []
      if (entry && name === 'createAuth') return { source, entry }
    }
  }
  return undefined
}

/** What remains in an app that calls `createAuth()` already. */
export async function remainingPlan(project: Project, done: DoneSetUp): Promise<Plan> {
  const driver = driverNames.find((name) => name === done.entry)
  const { folder, wrangler, drizzle, dependencies } = project
  const hasMigrations = !drizzle || (await isFilled(join(folder, drizzle.out)))
  const binding = wrangler?.d1[0]?.binding ?? wrangler?.hyperdrive[0] ?? ''
  return planOf(
    { notes: [`${done.source.path} calls createAuth() already.`] },
    wranglerChanges(project),
    driver ? packagesFor(driver) : { packages: ['lucia-setup'] },
    { unused: Object.keys(dependencies).filter((name) => adapterPackage.test(name)) },
    driver && !hasMigrations
      ? {
          commands: databaseCommands(project, {
            driver,
            binding,
            runsOn: runsOn(driver, wrangler),
          }),
        }
      : {},
  )
}

async function isFilled(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch(() => [])
  return entries.length > 0
}
