import { posix } from 'node:path'
import type { DatabaseArgs } from '../../arguments.ts'
import { addressWith } from '../../database/address.ts'
import type { Database } from '../../drivers/database.ts'
import { driverOf } from '../../drivers/entries.ts'
import { Failure } from '../../failure.ts'
import { typePrinter } from '../../printer.ts'
import type { App } from '../../project/app.ts'
import { command } from '../../project/package-command.ts'
import type { Change } from '../changes.ts'
import { packagesFor } from '../commands.ts'
import { addressOf } from '../existing/address.ts'
import { importPath } from '../imports.ts'
import { blobNote, withoutBlobs } from '../own-tables.ts'
import { freePath, type Place, placeFor } from '../place.ts'
import type { Plan } from '../plan.ts'
import type { Questions } from '../questions.ts'
import { type ColumnsCall, findColumnsCall } from './find-call.ts'
import { findMigrations, migrated } from './migrations.ts'
import type { OwnTables } from './own-schema.ts'
import { isRequiring, replaceAttributes } from './replace-attributes.ts'
import { usesOf } from './uses.ts'

type Written = Pick<Plan, 'changes' | 'notes'>

/**
 * The plan for an app that wants types: a schema in the place of `attributes: 'columns'`, of the
 * database that is named, else of the app's own Drizzle tables, else of its migrations. Throws a
 * `Failure` where there is none of these, or where a schema cannot say what is there.
 */
export async function schemaPlan(
  app: App,
  questions: Questions,
  database: DatabaseArgs | undefined,
): Promise<Plan> {
  assertFlags(questions)
  const found = findColumnsCall(app.files, questions.flag('table-names'))
  // What reads tables by Drizzle is loaded here alone: init itself runs in apps that have none yet.
  const { findOwnTables } = await import('./own-schema.ts')
  const own = database ? undefined : findOwnTables(app, found)
  const place = await placeFor(app, questions.flag('dir') ?? posix.dirname(found.source.path))
  const written = own
    ? await ownPlan(place, found, own)
    : await livePlan(place, found, await databaseFor(app, found, database))
  return {
    ...written,
    notes: [
      ...written.notes,
      'Attributes have types now, and are checked before they are written.',
    ],
    needs: { ...packagesFor(found, []), unused: [] },
    commands: [],
    use: [],
  }
}

function assertFlags(questions: Questions): void {
  for (const flag of ['driver', 'binding', 'sign-in']) {
    if (questions.flag(flag) !== undefined) throw useless(flag)
  }
  for (const flag of ['token', 'throttle', 'with-routes']) {
    if (questions.isSet(flag)) throw useless(flag)
  }
}

function useless(flag: string): Failure {
  return new Failure(`--${flag} has no use with --schema, which changes the set-up that there is`)
}

/** The database that a flag names, or one that the migrations have made. */
async function databaseFor(
  app: App,
  found: ColumnsCall,
  args: DatabaseArgs | undefined,
): Promise<{ database: Database; from: string }> {
  const { driver, tableNames } = found
  if (args) {
    const address = await addressWith(args, undefined, driverOf(driver))
    if (!address) throw new Failure('Say which database: a URL or a file')
    return { database: await address.connect(), from: 'the database' }
  }
  const migrations = await findMigrations(app, tableNames.user)
  if (migrations) {
    const database = await migrated(app, driver, migrations)
    return { database, from: `the migrations in ${migrations.folder}` }
  }
  const [first = '', ...rest] = addressOf(app, found)
  const flags = first === '' ? '--variable DATABASE_URL' : [first, ...rest].join(' ')
  const known = first.startsWith('--') || first === '' ? flags : `--database ${first}`
  throw new Failure(
    `No Drizzle table and no migration here makes ${tableNames.user}: say which database there is, as in ${command(app, 'execute', 'lucia-setup')} init --schema ${known}`,
  )
}

async function livePlan(
  place: Place,
  found: ColumnsCall,
  { database, from }: { database: Database; from: string },
): Promise<Written> {
  const { source } = found
  const isRequired = isRequiring(source)
  const [, letter = '', kind = 'ts'] = /\.([cm]?)([jt]s)x?$/.exec(source.path) ?? []
  const path = await freePath({ ...place, ending: letter + kind }, ['auth-schema', 'lucia-schema'])
  const ts = typePrinter(kind === 'ts' ? 'ts' : 'js')
  const { liveSchema } = await import('./live-schema.ts')
  const text = await liveSchema(database, found, { isRequired, ts }).finally(() => database.close())
  const module = importPath(source.path, path, isRequired ? '.js' : place.extension)
  return {
    changes: [
      { path, before: undefined, after: text },
      changed(found, { modules: [module], value: ([schema = '']) => schema }),
    ],
    notes: [
      `${path} has the columns of ${from}, by their names and with the values that the driver gives: what your code reads does not change.`,
    ],
  }
}

/** The app's own tables as the schema, and each place where an attribute is another one then. */
async function ownPlan(place: Place, found: ColumnsCall, own: OwnTables): Promise<Written> {
  const { app, extension } = place
  const { tables, changes } = own
  const sources = [...new Set(Object.values(tables).map(({ source }) => source))]
  const value = (names: string[]) => {
    const entries = Object.entries(tables).map(([part, { source, exportName }]) => {
      const local = names[sources.indexOf(source)]
      return `${part}: ${local}.${exportName}`
    })
    return `{ ${entries.join(', ')} }`
  }
  const modules = sources.map(({ path }) => importPath(found.source.path, path, extension))
  const names = {
    user: tables.user.exportName,
    session: tables.session.exportName,
    key: tables.key.exportName,
  }
  const integers = sources.flatMap((source) => {
    const after = withoutBlobs({ source, names })
    return after ? [{ source, after }] : []
  })
  const leftOut = sources.map(({ path }) => path)
  const notes: string[] = []
  for (const { name, what } of changes) {
    const places = await usesOf(app, name, leftOut)
    notes.push(`${name} ${what}: ${places.join(', ') || 'nothing here names it'}.`)
  }
  return {
    changes: [
      ...integers.map(({ source, after }) => ({ path: source.path, before: source.text, after })),
      changed(found, { modules, value }),
    ],
    notes: [...integers.map(({ source }) => blobNote(source)), ...notes],
  }
}

function changed(found: ColumnsCall, modules: Parameters<typeof replaceAttributes>[1]): Change {
  const { path, text } = found.source
  return { path, before: text, after: replaceAttributes(found, modules) }
}
