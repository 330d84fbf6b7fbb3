import type { Database, RunResult } from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { CreateAuth, DriverTypes } from './internal/create-auth.ts'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import { setUp } from './internal/setup.ts'
import type { SqliteAppClient } from './internal/sqlite/app-client.ts'
import { betterSqlite3Calls } from './internal/sqlite/better-sqlite3-calls.ts'
import { syncSqliteTraits } from './internal/sqlite/sync-traits.ts'
import { sqliteTables } from './internal/sqlite/tables.ts'
import type { SqliteSchema } from './schema/sqlite.ts'

export type * from './internal/create-auth.ts'

/** A better-sqlite3 `Database`. */
export interface BetterSqlite3Handle {
  prepare(source: string): { reader: boolean }
  transaction(body: () => void): () => void
  pragma(source: string): unknown
  readonly inTransaction: boolean
}

interface Types extends DriverTypes {
  handle: BetterSqlite3Handle
  app: SqliteAppClient
  dialect: 'sqlite'
  defaults: SqliteSchema<this['tableNames']>
  client: BetterSQLite3Database<this['known']> & { $client: BetterSqlite3Handle }
}

/**
 * Sets up Lucia on a better-sqlite3 database. It asks nothing of the database, and the same handle
 * with the same options object gives the same result. Throws a `SetupError` when the handle is none
 * of better-sqlite3, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth, db } = createAuth(new Database('app.db'), { schema, env: 'DEV' })
 * ```
 */
export const createAuth: CreateAuth<Types> = (database, options) => setUp(driver, database, options)

const driver: Driver<Types> = {
  entry: 'better-sqlite3',
  handle: 'a better-sqlite3 database: new Database(file)',
  isHandle: (value) => hasMethods(value, 'prepare', 'pragma'),
  table: SQLiteTable,
  createSchema: sqliteTables,
  connect: (database, config) => drizzle({ client: database as Database, ...config }),
  traits: (client) =>
    syncSqliteTraits(
      client,
      betterSqlite3Calls(client.$client as Database),
      (result) => (result as RunResult).changes,
      () => client.$client.inTransaction,
    ),
}
