import { SetupError } from '../errors.ts'
import { drizzleAdapter } from './adapter/drizzle.ts'
import { withAdapter, withSessionAdapter } from './adapter/official.ts'
import type { Auth } from './auth/auth.ts'
import { createLucia } from './auth/lucia.ts'
import { describe } from './describe.ts'
import type { Driver } from './driver.ts'
import { isDrizzleClient, isStub } from './handle.ts'
import { assertOptions } from './options.ts'
import {
  type AuthSchema,
  assertSchema,
  type TableNames,
  type TableNamesOf,
  tableNamesOf,
} from './schema/auth-schema.ts'

// Named here for the entries to export: what an app's declarations say of its own set-up.
export type { Auth, AuthRequest, Session, User } from './auth/auth.ts'
export type { AuthOptions } from './options.ts'
export type { TableNamesOf } from './schema/auth-schema.ts'

/** What `createAuth()` returns: four views of one set-up, on the handle that it was given. */
export interface Setup<
  Client,
  Schema extends AuthSchema,
  UserAttributes extends object,
  SessionAttributes extends object,
  Args extends unknown[],
> {
  /** Lucia's `Auth`, typed from the schema. */
  auth: Auth<Schema, UserAttributes, SessionAttributes, Args>
  /** A Drizzle client that knows the schema. */
  db: Client
  /** The three Drizzle tables. */
  schema: Schema
  /** The names of the three tables in the database. */
  tableNames: TableNamesOf<Schema>
}

/** An app's own function that calls `createAuth()`. */
type Factory = (...args: never[]) => {
  auth: { validateSession(sessionId: string): Promise<{ user: unknown }> }
}

/** The `auth` of a function that calls `createAuth()`: `InferAuth<typeof createMyAuth>`. */
export type InferAuth<CreateMyAuth extends Factory> = ReturnType<CreateMyAuth>['auth']

/** A session of that `auth`. */
export type InferSession<CreateMyAuth extends Factory> = Awaited<
  ReturnType<InferAuth<CreateMyAuth>['validateSession']>
>

/** A user of that `auth`. */
export type InferUser<CreateMyAuth extends Factory> = InferSession<CreateMyAuth>['user']

const noOptions = {}
const defaultSchemas = new WeakMap<object, AuthSchema>()
const setups = new WeakMap<object, WeakMap<object, WeakMap<object, unknown>>>()

/**
 * The set-up of a handle with an options object: the same one for as long as both are in use.
 * Options are checked here; what they make of the types is for the driver's `createAuth()` to say.
 */
export function setUp<Handle extends object, Client, Result>(
  driver: Driver<Handle, Client>,
  handle: Handle,
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

function createSetup<Handle extends object>(
  driver: Driver<Handle, unknown>,
  handle: Handle,
  options: object,
): unknown {
  assertHandle(driver, handle)
  assertOptions(options)
  // The default tables have been checked by the `createSchema()` that makes them.
  if (options.schema) assertSchema(options.schema, driver.table)
  const schema = options.schema ?? defaultSchema(driver, options.tableNames)
  const db = driver.connect(handle, schema)
  const tableNames = tableNamesOf(schema)
  const holdsSessions = !options.sessionAdapter
  let adapter = driver.adapter
    ? driver.adapter(schema, db, holdsSessions)
    : drizzleAdapter(schema, driver.traits(db), holdsSessions)
  if (options.adapter) {
    adapter = withAdapter(adapter, options.adapter(handle, tableNames), schema)
  }
  if (options.sessionAdapter) adapter = withSessionAdapter(adapter, options.sessionAdapter)
  return { auth: createLucia(adapter, schema, options), db, schema, tableNames }
}

/** The default tables: made once, unless they have other names. */
function defaultSchema(
  driver: Driver<never, unknown>,
  tableNames: Partial<TableNames> | undefined,
): AuthSchema {
  if (tableNames) return driver.createSchema({ tableNames })
  const schema = defaultSchemas.get(driver) ?? driver.createSchema({})
  defaultSchemas.set(driver, schema)
  return schema
}

function assertHandle<Handle extends object>(
  driver: Driver<Handle, unknown>,
  handle: unknown,
): asserts handle is Handle {
  if (!isHandle(driver, handle)) {
    throw new SetupError(
      'INVALID_DRIVER',
      `createAuth() must be given ${driver.handle}. Received ${describe(handle)}`,
    )
  }
}

function isHandle({ isHandle }: Driver<never, unknown>, value: unknown): boolean {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
  if (!isObject || isStub(value) || isDrizzleClient(value)) return false
  try {
    return isHandle(value)
  } catch {
    return false // It does not bear being looked at.
  }
}
