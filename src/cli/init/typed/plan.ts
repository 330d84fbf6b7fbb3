import { posix } from 'node:path'
import type { DatabaseArgs } from '../../arguments.ts'
import type { Database } from '../../drivers/database.ts'
import { Failure } from '../../failure.ts'
import { typePrinter } from '../../printer.ts'
import type { App } from '../../project/app.ts'
import { command } from '../../project/package-command.ts'
import { addressGiven, addressOf } from '../existing/address.ts'
import { packagesFor } from '../packages.ts'
import { freePath, importPath, type Place, placeFor } from '../place.ts'
import { type Plan, type PlanPart, planOf } from '../plan.ts'
import type { Questions } from '../questions.ts'
import { type ColumnsCall, findColumnsCall } from './find-call.ts'
import { findMigrations, migrated } from './migrations.ts'
import { isRequiring, replaceAttributes } from './replace-attributes.ts'

/**
 * The plan for an app that wants types: a schema in the place of `attributes: 'columns'`, of the
 * database that is named, else of the app's own Drizzle tables, else of its migrations. Throws a
 * `Failure` where there is none of these, or where a schema cannot say what is there.
 */
export async function schemaPlan(
  app: App,
  questions: Questions,
  args: DatabaseArgs | undefined,
): Promise<Plan> {
  questions.refuse(
    ['driver', 'binding', 'sign-in', 'token', 'throttle', 'with-routes'],
    'has no use with --schema, which changes the set-up that there is',
  )
  const found = findColumnsCall(app.files, questions.flag('table-names'))
  // What reads tables by Drizzle is loaded here alone: init itself runs in apps that have none yet.
  const { findOwnTables, ownPlan } = await import('./own-schema.ts')
  const own = args ? undefined : findOwnTables(app, found)
  const place = await placeFor(app, questions.flag('dir') ?? posix.dirname(found.source.path))
  return planOf(
    own
      ? await ownPlan(place, found, own)
      : await livePlan(place, found, await databaseFor(app, found, args)),
    { notes: ['Attributes have types now, and are checked before they are written.'] },
    packagesFor(found.driver),
  )
}

/** A database, and where its tables are from. */
interface From {
  database: Database
  from: string
}

/** The database that a flag names, or one that the migrations have made. */
async function databaseFor(app: App, found: ColumnsCall, args?: DatabaseArgs): Promise<From> {
  const { driver, tableNames } = found
  if (args) {
    const address = await addressGiven(args, driver)
    return { database: await address.connect(), from: 'the database' }
  }
  const migrations = await findMigrations(app, tableNames.user)
  if (migrations) {
    const database = await migrated(app, driver, migrations)
    return { database, from: `the migrations in ${migrations.folder}` }
  }
  const flags = ['init', '--schema', ...addressOf(app, found, '--database')].join(' ')
  throw new Failure(
    `No Drizzle table and no migration here makes ${tableNames.user}: say which database there is, as in ${command(app, 'execute', 'lucia-setup')} ${flags}`,
  )
}

/** A file with the columns that a database has. */
async function livePlan(place: Place, found: ColumnsCall, live: From): Promise<PlanPart> {
  const { source } = found
  const { database, from } = live
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
      replaceAttributes(found, { modules: [module], value: ([schema = '']) => schema }),
    ],
    notes: [
      `${path} has the columns of ${from}, by their names and with the values that the driver gives: what your code reads does not change.`,
    ],
  }
}
