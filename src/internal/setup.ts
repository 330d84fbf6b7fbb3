import { is, Table } from 'drizzle-orm'
import { SetupError } from '../errors.ts'
import type { AuthAdapter } from './adapter/adapter.ts'
import { columnsAdapter } from './adapter/columns.ts'
import { withAdapter } from './adapter/official.ts'
import { drizzleAdapter } from './adapter/one-trip.ts'
import { assertUnmapped } from './adapter/unmapped.ts'
import { authOver } from './auth/auth-over.ts'
import type { DriverTypes } from './create-auth.ts'
import type { ClientTraits, Driver, DrizzleClient } from './driver.ts'
import { connectionOf, isDrizzleClient, primaryOf } from './drizzle/client.ts'
import { remember } from './inside.ts'
import { type AuthOptions, assertAuthOptions } from './options.ts'
import { invalidOption } from './rules.ts'
import { assertSchema } from './schema/assert.ts'
import { type AuthSchema, tableNamesOf } from './schema/auth-schema.ts'
import { columnTables } from './schema/column-table.ts'
import { drizzleTables } from './schema/drizzle-table.ts'
import type { TableNames } from './schema/names.ts'
import { setUpOnce } from './set-up-once.ts'

const defaultSchemas = new WeakMap<object, AuthSchema>()

/** The set-up of a Drizzle driver's handle with an options object, which is checked here. */
export function setUp<Types extends DriverTypes, Result>(
  driver: Driver<Types>,
  handle: object,
  options?: object,
): Result {
  return setUpOnce(driver, handle, options, (given) => createSetup(driver, handle, given))
}

function createSetup(driver: Driver, handle: object, options: object): unknown {
  assertRowsAsTheyAre(driver, handle)
  assertAuthOptions(options)
  // The default tables have been checked by the `createSchema()` that makes them.
  if (options.schema) assertSchema(options.schema, driver.table)
  const schema = options.schema ?? defaultSchema(driver, options.tableNames)
  const db = isDrizzleClient(handle)
    ? handle
    : driver.connect(handle, { schema: relationsFirst(schema), relations: options.relations })
  const tableNames = tableNamesOf(schema)
  let adapter = adapterOf(schema, traitsOf(driver, db, handle), options)
  if (options.adapter) {
    assertUnmapped(schema)
    adapter = withAdapter(adapter, options.adapter(handle, tableNames))
  }
  const tables = options.attributes ? columnTables(schema) : drizzleTables(schema)
  const auth = authOver(adapter, tables, options)
  remember(auth, { tables, traits: () => driver.traits(primaryOf(db)) })
  return { auth, db, schema, tableNames }
}

function adapterOf(
  schema: AuthSchema,
  traits: ClientTraits,
  options: AuthOptions<AuthSchema>,
): AuthAdapter {
  const { attributes, relations, sessionAdapter, getUserAttributes, getSessionAttributes } = options
  const { own } = traits
  if (!own && (attributes || relations)) {
    throw invalidOption(
      `options.${attributes ? 'attributes' : 'relations'}`,
      'must be left out for a Drizzle client: give createAuth() its handle',
    )
  }
  if (!attributes || !own) return drizzleAdapter(schema, traits, !sessionAdapter)
  return columnsAdapter(schema, { ...traits, own }, !sessionAdapter, {
    user: Boolean(getUserAttributes),
    session: Boolean(getSessionAttributes),
  })
}

/**
 * A schema in the order in which Drizzle gives its relations to every name of a table: one that the
 * app has under a name of its own as well would lose them.
 */
function relationsFirst(schema: AuthSchema): AuthSchema {
  const entries = Object.entries(schema)
  if (entries.every(([, value]) => is(value, Table))) return schema
  const byKind = entries.sort(([, a], [, b]) => Number(is(a, Table)) - Number(is(b, Table)))
  return Object.fromEntries(byKind) as unknown as AuthSchema
}

/** The default tables: made once, unless they have other names. */
function defaultSchema(driver: Driver, tableNames: Partial<TableNames> | undefined): AuthSchema {
  if (tableNames) return driver.createSchema({ tableNames })
  const schema = defaultSchemas.get(driver) ?? driver.createSchema({})
  defaultSchemas.set(driver, schema)
  return schema
}

function traitsOf(driver: Driver, db: object, handle: object): ClientTraits {
  const primary = primaryOf(db)
  const client = db as unknown as DrizzleClient
  const traits = driver.traits(primary)
  // They would run outside of the transaction that a client of the app's may be.
  const own = db === handle ? undefined : traits.own
  return Object.assign(traits, { own, client, hasReplicas: primary !== db })
}

function assertRowsAsTheyAre({ reshapesRows }: Driver, handle: object): void {
  const setting = reshapesRows?.(isDrizzleClient(handle) ? connectionOf(handle) : handle)
  if (!setting) return
  throw new SetupError(
    'INVALID_DRIVER',
    `createAuth() must be given a handle without ${setting}. Received one. Make another one`,
  )
}
