import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { PgTable } from 'drizzle-orm/pg-core'
import type { Client } from 'pg'
import type { CreateAuth, DriverTypes } from './internal/create-auth.ts'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import type { PostgresAppClient } from './internal/postgres/app-client.ts'
import { pgTraits } from './internal/postgres/pg-traits.ts'
import { postgresTables } from './internal/postgres/tables.ts'
import { setUp } from './internal/setup.ts'
import type { PostgresSchema } from './schema/postgres.ts'

export type * from './internal/create-auth.ts'

/** A pg `Pool`, `Client` or `PoolClient`. */
export interface PgHandle {
  query(text: string): Promise<{ rowCount: number | null }>
  connect(...args: never[]): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

interface Types extends DriverTypes {
  handle: PgHandle
  app: PostgresAppClient
  dialect: 'pg'
  defaults: PostgresSchema<this['tableNames']>
  client: NodePgDatabase<this['known']> & { $client: PgHandle }
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
export const createAuth: CreateAuth<Types> = (client, options) => setUp(driver, client, options)

const driver: Driver<Types> = {
  entry: 'pg',
  handle: 'a pg Pool, Client or PoolClient: new Pool({ connectionString })',
  isHandle: (value) => hasMethods(value, 'query', 'connect') && !('execute' in value),
  table: PgTable,
  createSchema: postgresTables,
  connect: (client, config) => drizzle({ client: client as Client, ...config }),
  traits: pgTraits,
}
