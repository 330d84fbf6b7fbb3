import type { Database, RunResult } from 'better-sqlite3'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { RequestContext } from 'lucia'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import type { AuthOptions } from './internal/options.ts'
import type { AuthSchema, DialectTable, TableNames } from './internal/schema/auth-schema.ts'
import { type Setup, setUp } from './internal/setup.ts'
import { syncSqliteTraits } from './internal/sqlite/sync-traits.ts'
import { createSchema, type SqliteSchema } from './schema/sqlite.ts'

export type * from './internal/setup.ts'

/** A better-sqlite3 `Database`. */
export interface BetterSqlite3Handle {
  prepare(source: string): { reader: boolean }
  transaction(body: () => void): () => void
  pragma(source: string): unknown
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
export function createAuth<
  const Names extends Partial<TableNames> = Record<never, never>,
  Schema extends AuthSchema<DialectTable<'sqlite'>> = SqliteSchema<Names>,
  UserAttributes extends object = Record<never, never>,
  SessionAttributes extends object = Record<never, never>,
  Args extends unknown[] = [RequestContext],
  Handle extends BetterSqlite3Handle = BetterSqlite3Handle,
>(
  database: Handle,
  options?: AuthOptions<Schema, Names, UserAttributes, SessionAttributes, Args, Handle>,
): Setup<BetterSQLite3Database<Schema>, Schema, UserAttributes, SessionAttributes, Args> {
  return setUp(driver, database, options)
}

const driver: Driver<BetterSqlite3Handle, BetterSQLite3Database<AuthSchema>> = {
  handle: 'a better-sqlite3 database: new Database(file)',
  isHandle: (value) => hasMethods(value, 'prepare', 'pragma'),
  table: SQLiteTable,
  createSchema,
  connect: (database, schema) => drizzle({ client: database as Database, schema }),
  traits: (client) => syncSqliteTraits(client, (result) => (result as RunResult).changes),
}
