import type { PGlite, Results } from '@electric-sql/pglite'
import { PgTable } from 'drizzle-orm/pg-core'
import { drizzle, type PgliteDatabase } from 'drizzle-orm/pglite'
import type { RequestContext } from 'lucia'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import type { AuthOptions } from './internal/options.ts'
import { postgresTraits } from './internal/postgres/traits.ts'
import type { AuthSchema, DialectTable, TableNames } from './internal/schema/auth-schema.ts'
import { type Setup, setUp } from './internal/setup.ts'
import { createSchema, type PostgresSchema } from './schema/postgres.ts'

export type * from './internal/setup.ts'

/** A `PGlite` database. */
export interface PgliteHandle {
  query(query: string): Promise<{ rows: unknown[]; affectedRows?: number }>
  transaction(body: () => Promise<void>): Promise<void>
  listen(channel: string, callback: (payload: string) => void): Promise<unknown>
}

/**
 * Sets up Lucia on a PGlite database. It asks nothing of the database, and the same database
 * with the same options object gives the same result. Throws a `SetupError` when the handle is none
 * of PGlite, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth, db } = createAuth(new PGlite('./data'), { schema })
 * ```
 */
export function createAuth<
  const Names extends Partial<TableNames> = Record<never, never>,
  Schema extends AuthSchema<DialectTable<'pg'>> = PostgresSchema<Names>,
  UserAttributes extends object = Record<never, never>,
  SessionAttributes extends object = Record<never, never>,
  Args extends unknown[] = [RequestContext],
  Handle extends PgliteHandle = PgliteHandle,
>(
  database: Handle,
  options?: AuthOptions<Schema, Names, UserAttributes, SessionAttributes, Args, Handle>,
): Setup<PgliteDatabase<Schema>, Schema, UserAttributes, SessionAttributes, Args> {
  return setUp(driver, database, options)
}

const driver: Driver<PgliteHandle, PgliteDatabase<AuthSchema>> = {
  handle: 'a PGlite database: new PGlite(folder)',
  isHandle: (value) => hasMethods(value, 'query', 'transaction', 'listen'),
  table: PgTable,
  createSchema,
  connect: (database, schema) => drizzle({ client: database as unknown as PGlite, schema }),
  traits: (client) => postgresTraits(client, (result) => (result as Results).affectedRows ?? 0),
}
