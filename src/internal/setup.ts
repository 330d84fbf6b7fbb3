import { is, Table } from 'drizzle-orm'
import { SetupError } from '../errors.ts'
import { drizzleAdapter } from './adapter/drizzle.ts'
import { guardedAdapter } from './adapter/guard.ts'
import { withAdapter } from './adapter/official.ts'
import { withSessionAdapter } from './adapter/sessions-elsewhere.ts'
import { createLucia } from './auth/lucia.ts'
import type { DriverTypes } from './create-auth.ts'
import type { Driver } from './driver.ts'
import { describe, isDrizzleClient, isStub } from './handle.ts'
import { assertAuthOptions } from './options.ts'
import { assertSchema } from './schema/assert.ts'
import { type AuthSchema, tableNamesOf } from './schema/auth-schema.ts'
import { drizzleTables } from './schema/drizzle-table.ts'
import type { TableNames } from './schema/names.ts'

const noOptions = {}
const defaultSchemas = new WeakMap<object, AuthSchema>()
const setups = new WeakMap<object, WeakMap<object, WeakMap<object, unknown>>>()

/**
 * The set-up of a handle with an options object: the same one for as long as both are in use.
 * Options are checked here; what they make of the types is for the driver's `createAuth()` to say.
 */
export function setUp<Types extends DriverTypes, Result>(
  driver: Driver<Types>,
  handle: Types['handle'],
  options: object = noOptions,
): Result {
  const known = setups.get(driver)?.get(handle)?.get(options)
  if (known) return known as Result

  const setup = createSetup(driver, handle, options)
  const ofDriver = setups.get(driver) ?? new WeakMap()
  const ofHandle = ofDriver.get(handle) ?? new WeakMap()
  setups.set(driver, ofDriver.set(handle, ofHandle.set(options, setup)))
  return setup as Result
}

function createSetup(driver: Driver, handle: object, options: object): unknown {
  assertHandle(driver, handle)
  assertAuthOptions(options)
  // The default tables have been checked by the `createSchema()` that makes them.
  if (options.schema) assertSchema(options.schema, driver.table)
  const schema = options.schema ?? defaultSchema(driver, options.tableNames)
  const db = driver.connect(handle, {
    schema: relationsFirst(schema),
    relations: options.relations,
  })
  const tableNames = tableNamesOf(schema)
  const holdsSessions = !options.sessionAdapter
  let adapter = driver.adapter
    ? driver.adapter(schema, db, holdsSessions)
    : drizzleAdapter(schema, driver.traits(db), holdsSessions)
  if (options.adapter) {
    adapter = withAdapter(adapter, options.adapter(handle, tableNames), schema)
  }
  if (options.sessionAdapter) adapter = withSessionAdapter(adapter, options.sessionAdapter)
  const tables = drizzleTables(schema)
  const auth = createLucia(guardedAdapter(adapter, tables), tables, options)
  return { auth, db, schema, tableNames }
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

function assertHandle(driver: Driver, handle: object): void {
  if (!isHandle(driver, handle)) {
    throw new SetupError(
      'INVALID_DRIVER',
      `createAuth() must be given ${driver.handle}. Received ${describe(handle)}`,
    )
  }
  const setting = driver.reshapesRows?.(handle)
  if (setting) {
    throw new SetupError(
      'INVALID_DRIVER',
      `createAuth() must be given a handle without ${setting}, since Drizzle reads rows as arrays. Received one with it. Make another one for createAuth(), or leave the setting to your own queries`,
    )
  }
}

function isHandle({ isHandle }: Driver, value: unknown): boolean {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
  if (!isObject || isStub(value) || isDrizzleClient(value)) return false
  try {
    return isHandle(value)
  } catch {
    return false // It does not bear being looked at.
  }
}
