import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { CreateAuth, DriverTypes } from './internal/create-auth.ts'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import { setUp } from './internal/setup.ts'
import type { SqliteAppClient } from './internal/sqlite/app-client.ts'
import { batchTraits } from './internal/sqlite/batch-traits.ts'
import { d1Calls } from './internal/sqlite/d1-calls.ts'
import { sqliteTables } from './internal/sqlite/tables.ts'
import type { SqliteSchema } from './schema/sqlite.ts'

export type * from './internal/create-auth.ts'

/** A D1 binding, or a session of it: `env.DB` or `env.DB.withSession()`. */
export interface D1Binding {
  prepare(query: string): { bind(...values: never[]): unknown }
  batch(statements: never[]): Promise<unknown>
}

interface Types extends DriverTypes {
  handle: D1Binding
  app: SqliteAppClient
  dialect: 'sqlite'
  defaults: SqliteSchema<this['tableNames']>
  client: DrizzleD1Database<this['known']>
}

/**
 * Sets up Lucia on a Cloudflare D1 binding. It asks nothing of the database, and the same binding
 * with the same options object gives the same result. Throws a `SetupError` when the binding is
 * missing or is none of D1, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth, db } = createAuth(env.DB, { schema, middleware: hono() })
 * ```
 */
export const createAuth: CreateAuth<Types> = (binding, options) => setUp(driver, binding, options)

const driver: Driver<Types> = {
  entry: 'd1',
  handle:
    'a D1 binding, such as env.DB: its name must be the `binding` of a D1 database in the wrangler configuration',
  isHandle: (value) => hasMethods(value, 'prepare', 'batch'),
  table: SQLiteTable,
  createSchema: sqliteTables,
  connect: (binding, config) => drizzle(binding as Parameters<typeof drizzle>[0], config),
  traits: (client) =>
    batchTraits(
      client,
      d1Calls(client),
      (result) => (result as { meta: { changes: number } }).meta.changes,
    ),
}
