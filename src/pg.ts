import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { PgTable } from 'drizzle-orm/pg-core'
import type { RequestContext } from 'lucia'
import type { Client, QueryResult } from 'pg'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import type { AuthOptions } from './internal/options.ts'
import { namedSelect } from './internal/postgres/named-select.ts'
import { patientPool } from './internal/postgres/patient-pool.ts'
import { postgresTraits } from './internal/postgres/traits.ts'
import type { AuthSchema, DialectTable, TableNames } from './internal/schema/auth-schema.ts'
import { type Setup, setUp } from './internal/setup.ts'
import { createSchema, type PostgresSchema } from './schema/postgres.ts'

export type * from './internal/setup.ts'

/** A pg `Pool`, `Client` or `PoolClient`. */
export interface PgHandle {
  query(text: string): Promise<{ rowCount: number | null }>
  connect(...args: never[]): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

/**
 * Sets up Lucia on a pg pool or client. It asks nothing of the database, and the same handle
 * with the same options object gives the same result. Throws a `SetupError` when the handle is none
 * of pg, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth, db } = createAuth(new Pool({ connectionString }), { schema })
 * ```
 */
export function createAuth<
  const Names extends Partial<TableNames> = Record<never, never>,
  Schema extends AuthSchema<DialectTable<'pg'>> = PostgresSchema<Names>,
  UserAttributes extends object = Record<never, never>,
  SessionAttributes extends object = Record<never, never>,
  Args extends unknown[] = [RequestContext],
  Handle extends PgHandle = PgHandle,
>(
  client: Handle,
  options?: AuthOptions<Schema, Names, UserAttributes, SessionAttributes, Args, Handle>,
): Setup<NodePgDatabase<Schema>, Schema, UserAttributes, SessionAttributes, Args> {
  return setUp(driver, client, options)
}

const driver: Driver<PgHandle, NodePgDatabase<AuthSchema> & { $client: object }> = {
  handle: 'a pg Pool, Client or PoolClient: new Pool({ connectionString })',
  isHandle: (value) => hasMethods(value, 'query', 'connect') && !('execute' in value),
  table: PgTable,
  createSchema,
  connect: (client, schema) => drizzle({ client: client as Client, schema }),
  traits({ $client }) {
    const isPool = 'totalCount' in $client
    const db = drizzle({ client: (isPool ? patientPool($client) : $client) as Client })
    const traits = postgresTraits(db, (result) => (result as QueryResult).rowCount ?? 0)
    return isPool ? { ...traits, prepare: namedSelect } : traits
  },
}
