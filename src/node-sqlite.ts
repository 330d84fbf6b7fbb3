import { drizzle, type NodeSQLiteDatabase } from 'drizzle-orm/node-sqlite'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { CreateAuth, DriverTypes } from './internal/create-auth.ts'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import { setUp } from './internal/setup.ts'
import type { SqliteAppClient } from './internal/sqlite/app-client.ts'
import { nodeCalls, withSavepoints } from './internal/sqlite/node-calls.ts'
import { syncSqliteTraits } from './internal/sqlite/sync-traits.ts'
import { sqliteTables } from './internal/sqlite/tables.ts'
import type { SqliteSchema } from './schema/sqlite.ts'

export type * from './internal/create-auth.ts'

/** A `DatabaseSync` of `node:sqlite`. */
export interface NodeSqliteDatabase {
  prepare(sql: string): { setReturnArrays(enabled: boolean): void }
  exec(sql: string): void
  createSession(): unknown
  readonly isTransaction: boolean
}

interface Types extends DriverTypes {
  handle: NodeSqliteDatabase
  app: SqliteAppClient
  dialect: 'sqlite'
  defaults: SqliteSchema<this['tableNames']>
  client: NodeSQLiteDatabase<this['known']> & { $client: NodeSqliteDatabase }
}

/**
 * Sets up Lucia on a database of `node:sqlite`, which needs Node 22.16, or 24, and Drizzle ORM 1.0: in
 * versions of before there is no `drizzle-orm/node-sqlite`, and this entry cannot be imported. It asks
 * nothing of the database, and the same database with the same options object gives the same result.
 * Throws a `SetupError` when the database is none of `node:sqlite`, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth, db } = createAuth(new DatabaseSync('app.db'), { schema, env: 'DEV' })
 * ```
 */
export const createAuth: CreateAuth<Types> = (database, options) => setUp(driver, database, options)

const driver: Driver<Types> = {
  entry: 'node-sqlite',
  handle: 'a database of node:sqlite: new DatabaseSync(file)',
  isHandle: (value) => hasMethods(value, 'prepare', 'exec', 'createSession'),
  table: SQLiteTable,
  createSchema: sqliteTables,
  connect: (database, config) => drizzle({ client: database as never, ...config }),
  traits: (client) =>
    syncSqliteTraits(
      withSavepoints(client),
      nodeCalls(client.$client),
      (result) => Number((result as { changes: number | bigint }).changes),
      () => client.$client.isTransaction,
    ),
}
