import { PgTable } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import type { RequestContext } from 'lucia'
import type { Sql } from 'postgres'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import type { AuthOptions } from './internal/options.ts'
import { withTextValues } from './internal/postgres/text-values.ts'
import { postgresTraits } from './internal/postgres/traits.ts'
import type { AuthSchema, DialectTable, TableNames } from './internal/schema/auth-schema.ts'
import { type Setup, setUp } from './internal/setup.ts'
import { createSchema, type PostgresSchema } from './schema/postgres.ts'

export type * from './internal/setup.ts'

/** A client of postgres.js: what `postgres(url)` returns. */
export interface PostgresJsClient {
  unsafe(query: string): PromiseLike<unknown>
  begin(...args: never[]): unknown
  options: { parsers: object; serializers: object }
}

/**
 * Sets up Lucia on a postgres.js client. It asks nothing of the database, and the same handle
 * with the same options object gives the same result. Throws a `SetupError` when the handle is none
 * of postgres.js, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth, db } = createAuth(postgres(url), { schema })
 * ```
 */
export function createAuth<
  const Names extends Partial<TableNames> = Record<never, never>,
  Schema extends AuthSchema<DialectTable<'pg'>> = PostgresSchema<Names>,
  UserAttributes extends object = Record<never, never>,
  SessionAttributes extends object = Record<never, never>,
  Args extends unknown[] = [RequestContext],
  Handle extends PostgresJsClient = PostgresJsClient,
>(
  client: Handle,
  options?: AuthOptions<Schema, Names, UserAttributes, SessionAttributes, Args, Handle>,
): Setup<PostgresJsDatabase<Schema>, Schema, UserAttributes, SessionAttributes, Args> {
  return setUp(driver, client, options)
}

const driver: Driver<PostgresJsClient, PostgresJsDatabase<AuthSchema>> = {
  handle: 'a postgres.js client: postgres(url)',
  isHandle: (value) => hasMethods(value, 'unsafe', 'begin') && 'options' in value,
  table: PgTable,
  createSchema,
  connect: (client, schema) => drizzle({ client: withTextValues(client) as Sql, schema }),
  traits: (db) => postgresTraits(db, (result) => (result as { count: number }).count),
}
