import { driverOf, reachOf } from '../drivers/entries.ts'
import { typePrinter } from '../printer.ts'
import type { Answers } from './answers.ts'
import { authFile } from './auth-file.ts'
import { databaseCommands, devCommands } from './commands.ts'
import { frameworkFiles } from './frameworks/framework.ts'
import { newTables } from './new-tables.ts'
import { ownTables } from './own-tables.ts'
import { packagesFor } from './packages.ts'
import type { Parts } from './parts.ts'
import { freePath, type Place } from './place.ts'
import { type Plan, planOf } from './plan.ts'
import { isOfNode, tsconfigChanges } from './tsconfig.ts'
import { newWranglerChanges } from './wrangler.ts'

/** The plan for an app without Lucia. */
export async function newSetUp(place: Place, answers: Answers, hasRoutes: boolean): Promise<Plan> {
  const { app, language } = place
  const has = (name: string) => Object.hasOwn(app.dependencies, name)
  const authPath = await freePath(place, ['auth', 'lucia'])
  const ts = typePrinter(language)
  const parts: Parts = { ...place, ...answers, authPath, hasRoutes, has, ts }
  const { schema, ...tables } = ownTables(parts) ?? (await newTables(parts))
  const auth = authFile(parts, schema)
  return planOf(
    tables,
    { changes: [{ path: authPath, before: undefined, after: auth }] },
    await frameworkFiles(parts),
    newWranglerChanges(app, answers),
    tsconfigChanges(place.tsconfig, answers.driver),
    { notes: notesOn(answers), commands: moduleCommands(place) },
    packagesFor(answers.driver, toolsFor(answers, auth)),
    { commands: databaseCommands(app, answers) },
    { commands: await devCommands(app, answers) },
  )
}

/** The one command that lets Node take the app's files for modules, which Lucia is. */
function moduleCommands({ app, language, tsconfig }: Place): string[] {
  const isNode = language === 'ts' && isOfNode(tsconfig?.options.module)
  return isNode && !app.isModule ? ['npm pkg set type=module'] : []
}

function toolsFor({ driver }: Answers, code: string): string[] {
  const usesNode = code.includes('process.env') || driverOf(driver).needsNodeTypes
  return ['drizzle-kit', ...(usesNode ? ['@types/node'] : [])]
}

function notesOn({ driver, runsOn }: Answers): string[] {
  const reach = runsOn === 'workers' ? reachOf(driver) : undefined
  const notes = {
    hyperdrive:
      'Hyperdrive must be made with --caching-disabled: else sessions go on being valid for a minute after they were signed out.',
    storage:
      'The class of the Durable Object must be one of new_sqlite_classes in the wrangler configuration, and applies the migrations itself: see examples/durable-sqlite.',
  }
  return reach === 'hyperdrive' || reach === 'storage' ? [notes[reach]] : []
}
