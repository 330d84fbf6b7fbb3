import { drizzle } from 'drizzle-orm/bun-sqlite'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { CreateAuth, DriverTypes } from './internal/create-auth.ts'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import { setUp } from './internal/setup.ts'
import type { SqliteAppClient } from './internal/sqlite/app-client.ts'
import { bunCalls } from './internal/sqlite/bun-calls.ts'
import { syncSqliteTraits } from './internal/sqlite/sync-traits.ts'
import { sqliteTables } from './internal/sqlite/tables.ts'
import type { SqliteSchema } from './schema/sqlite.ts'

export type * from './internal/create-auth.ts'

/** A `Database` of `bun:sqlite`. */
export interface BunDatabase {
  query(sql: string): unknown
  prepare(sql: string): unknown
  serialize(name?: string): unknown
  readonly inTransaction: boolean
  readonly filename: string
}

interface Types extends DriverTypes {
  handle: BunDatabase
  app: SqliteAppClient
  dialect: 'sqlite'
  defaults: SqliteSchema<this['tableNames']>
  client: ReturnType<typeof drizzle<this['known']>>
}

/**
 * Sets up Lucia on a database of `bun:sqlite`. It asks nothing of the database, and the same database
 * with the same options object gives the same result. Throws a `SetupError` when the database is none
 * of Bun, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth, db } = createAuth(new Database('app.db'), { schema, env: 'DEV' })
 * ```
 */
export const createAuth: CreateAuth<Types> = (database, options) => setUp(driver, database, options)

const driver: Driver<Types> = {
  entry: 'bun-sqlite',
  handle: 'a database of bun:sqlite: new Database(file)',
  isHandle: (value) => hasMethods(value, 'query', 'prepare', 'serialize') && 'filename' in value,
  table: SQLiteTable,
  createSchema: sqliteTables,
  connect: (database, config) => drizzle({ client: database as never, ...config }),
  traits(client) {
    const database = client.$client as BunDatabase
    return syncSqliteTraits(
      client,
      bunCalls(database),
      (result) => Number((result as { changes: number | bigint }).changes),
      () => database.inTransaction,
    )
  },
}
