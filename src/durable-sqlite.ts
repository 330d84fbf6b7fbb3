import { type DrizzleSqliteDODatabase, drizzle } from 'drizzle-orm/durable-sqlite'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { CreateAuth, DriverTypes } from './internal/create-auth.ts'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import { setUp } from './internal/setup.ts'
import type { SqliteAppClient } from './internal/sqlite/app-client.ts'
import { durableCalls } from './internal/sqlite/durable-calls.ts'
import { syncSqliteTraits } from './internal/sqlite/sync-traits.ts'
import { sqliteTables } from './internal/sqlite/tables.ts'
import type { SqliteSchema } from './schema/sqlite.ts'

export type * from './internal/create-auth.ts'

/** The storage of a Durable Object that is backed by SQLite: `ctx.storage`. */
export interface DurableSqliteStorage {
  sql: { databaseSize: number; exec(query: string): { one(): Record<string, unknown> } }
  transactionSync<Result>(body: () => Result): Result
}

interface Types extends DriverTypes {
  handle: DurableSqliteStorage
  app: SqliteAppClient
  dialect: 'sqlite'
  defaults: SqliteSchema<this['tableNames']>
  client: DrizzleSqliteDODatabase<this['known']> & { $client: DurableSqliteStorage }
}

/**
 * Sets up Lucia in a Durable Object, on its own SQLite database. It asks nothing of the database, and
 * the same storage with the same options object gives the same result. Throws a `SetupError` when the
 * storage is none, or none of SQLite, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth, db } = createAuth(this.ctx.storage, { schema })
 * ```
 */
export const createAuth: CreateAuth<Types> = (storage, options) => setUp(driver, storage, options)

const driver: Driver<Types> = {
  entry: 'durable-sqlite',
  handle:
    'ctx.storage of a Durable Object whose class is one of `new_sqlite_classes` in the wrangler configuration',
  // Without SQLite behind it, a storage has `sql` all the same, which throws when it is used.
  isHandle: (value) =>
    hasMethods(value, 'transactionSync') && (value as DurableSqliteStorage).sql.databaseSize >= 0,
  table: SQLiteTable,
  createSchema: sqliteTables,
  connect: (storage, config) => drizzle(storage as never, config),
  traits: (client) =>
    // Drizzle's `run()` returns nothing here, so that SQLite is asked before anyone else writes.
    syncSqliteTraits(client, durableCalls(client.$client), () =>
      Number(client.$client.sql.exec('select changes() as changes').one().changes),
    ),
}
