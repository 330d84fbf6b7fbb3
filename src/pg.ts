import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { PgTable } from 'drizzle-orm/pg-core'
import type { Client, QueryResult } from 'pg'
import type { CreateAuth, DriverTypes } from './internal/create-auth.ts'
import type { Driver } from './internal/driver.ts'
import { connectionOf, onConnection } from './internal/drizzle/client.ts'
import { hasMethods } from './internal/handle.ts'
import type { PostgresAppClient } from './internal/postgres/app-client.ts'
import { namedSelect } from './internal/postgres/named-select.ts'
import { patientPool } from './internal/postgres/patient-pool.ts'
import { rowsOf } from './internal/postgres/rows.ts'
import { postgresTables } from './internal/postgres/tables.ts'
import { postgresTraits } from './internal/postgres/traits.ts'
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
  traits(db) {
    const connection = connectionOf(db)
    const isPool = 'totalCount' in connection
    const client = (isPool ? patientPool(connection) : connection) as Client
    const traits = postgresTraits(
      onConnection(db, client),
      (result) => (result as QueryResult).rowCount ?? 0,
      async ({ sql: text, params: values }) =>
        rowsOf(await client.query({ text, values, rowMode: 'array' })),
    )
    return isPool ? { ...traits, prepare: namedSelect } : traits
  },
}
