import { driverOf } from '../../drivers/entries.ts'
import type { App } from '../../project/app.ts'
import { importsOf } from '../../project/imports.ts'
import { command } from '../../project/package-command.ts'
import { readPrisma } from '../../project/prisma.ts'
import { authModels, missingIndexLines } from '../../project/prisma-models.ts'
import { placeOf, type Source, textOf } from '../../project/syntax.ts'
import { adapterPackage, packagesFor } from '../packages.ts'
import { type Plan, type PlanPart, planOf } from '../plan.ts'
import type { Questions } from '../questions.ts'
import { wranglerNotes } from '../wrangler.ts'
import { addressOf } from './address.ts'
import { assertKnownOptions } from './app-options.ts'
import type { ExistingLucia } from './find-set-up.ts'
import { replaceSetUp } from './replace-set-up.ts'

/**
 * The plan for an app with a set-up of Lucia v2: `createAuth()` on the same handle and tables, whose
 * columns are the attributes with the driver's own values. What the app's other code sees does not
 * change. Throws a `Failure` where that cannot be said.
 */
export async function existingSetUp(
  app: App,
  lucia: ExistingLucia,
  questions: Questions,
): Promise<Plan> {
  assertFlags(lucia, questions)
  assertKnownOptions(app.files, lucia)
  const { path, text } = lucia.source
  const changes = [{ path, before: text, after: replaceSetUp(lucia) }]
  const notes = [...namesNotes(lucia), ...(await modelNotes(app, lucia)), ...wranglerNotes(app)]
  const commands = checkCommands(app, lucia)
  return planOf({ changes, notes, commands }, packagesFor(lucia.driver), oldAdapters(app, lucia))
}

/** Throws a `Failure` for a flag that would change what is there. */
function assertFlags({ source, call, driver }: ExistingLucia, questions: Questions): void {
  const place = placeOf(source, call)
  const given = questions.flag('driver')
  if (given !== driver) {
    questions.refuse(['driver'], `${given}: Lucia is set up on ${driver} in ${place}, which stays`)
  }
  questions.refuse(
    ['table-names', 'dir', 'binding', 'sign-in'],
    `has no use here: Lucia is set up in ${place}, which says it`,
  )
  questions.refuse(
    ['token', 'throttle'],
    `needs a schema, and Lucia is set up without one in ${place}. Set it up first, then see docs/schema.md`,
  )
}

/** Says which expression holds table names that only running shows. */
function namesNotes({ source, names, tableNames }: ExistingLucia): string[] {
  if (tableNames || !names) return []
  return [
    `${placeOf(source, names)}: the table names are computed, ${textOf(source, names)}: give them to check with --table-names.`,
  ]
}

/**
 * What the models of a Prisma project lack. Throws a `Failure` where they are none that Lucia can
 * work on.
 */
async function modelNotes(app: App, { driver, tableNames, session }: ExistingLucia) {
  if (driverOf(driver).dialect || !tableNames) return []
  const prisma = await readPrisma(app.folder)
  if (!prisma) return ['There is no schema.prisma here: check looks at the models where there is.']
  if (session) return []
  return missingIndexLines(prisma, authModels(prisma, tableNames)).map(
    ({ line, model, file }) =>
      `${file}: add ${line} to model ${model}, then npx prisma migrate dev.`,
  )
}

/** The adapters of Lucia's that no other file imports, which can go, and what is said of others. */
function oldAdapters({ dependencies, files }: App, { source }: ExistingLucia): PlanPart {
  const modulesOf = (file: Source) => [...importsOf(file).values()].map(({ module }) => module)
  const importers = (name: string) =>
    files.sources.filter((file) => file !== source && modulesOf(file).includes(name))
  const own = modulesOf(source).find((module) => adapterPackage.test(module)) ?? ''
  return {
    notes: importers(own).map(
      ({ path }) => `${path} imports ${own} as well, which stays: npm may stop over it.`,
    ),
    unused: Object.keys(dependencies).filter(
      (name) => adapterPackage.test(name) && importers(name).length === 0,
    ),
  }
}

/** What brings the indexes that Lucia's documentation leaves out, and what finds nothing after it. */
function checkCommands(app: App, lucia: ExistingLucia): string[] {
  const run = (...args: string[]) => command(app, 'execute', 'lucia-setup', ...args)
  // Prisma has the address, the models, and the statements.
  if (!driverOf(lucia.driver).dialect) return [run('check')]
  const pairs = Object.entries(lucia.tableNames ?? {}).map(([part, name]) => `${part}=${name}`)
  const names = pairs.length > 0 ? ['--table-names', quoted(pairs.join())] : []
  return [
    `${run('sql', ...addressOf(app, lucia, '--from'), ...names)}   # the indexes that your tables lack: apply them`,
    run('check', ...addressOf(app, lucia), ...names),
  ]
}

function quoted(text: string): string {
  return /^[\w=,.-]+$/.test(text) ? text : `"${text}"`
}
