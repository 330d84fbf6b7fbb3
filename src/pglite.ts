import type { PGlite, Results } from '@electric-sql/pglite'
import { PgTable } from 'drizzle-orm/pg-core'
import { drizzle, type PgliteDatabase } from 'drizzle-orm/pglite'
import type { CreateAuth, DriverTypes } from './internal/create-auth.ts'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import type { PostgresAppClient } from './internal/postgres/app-client.ts'
import { pgliteCalls } from './internal/postgres/pglite-calls.ts'
import { postgresTables } from './internal/postgres/tables.ts'
import { postgresTraits } from './internal/postgres/traits.ts'
import { setUp } from './internal/setup.ts'
import type { PostgresSchema } from './schema/postgres.ts'

export type * from './internal/create-auth.ts'

/** A `PGlite` database. */
export interface PgliteHandle {
  query(query: string): Promise<{ rows: unknown[]; affectedRows?: number }>
  transaction(body: () => Promise<void>): Promise<void>
  listen(channel: string, callback: (payload: string) => void): Promise<unknown>
}

interface Types extends DriverTypes {
  handle: PgliteHandle
  app: PostgresAppClient
  dialect: 'pg'
  defaults: PostgresSchema<this['tableNames']>
  client: PgliteDatabase<this['known']>
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
export const createAuth: CreateAuth<Types> = (database, options) => setUp(driver, database, options)

const driver: Driver<Types> = {
  entry: 'pglite',
  handle: 'a PGlite database: new PGlite(folder)',
  isHandle: (value) => hasMethods(value, 'query', 'transaction', 'listen'),
  table: PgTable,
  createSchema: postgresTables,
  connect: (database, config) => drizzle({ client: database as unknown as PGlite, ...config }),
  traits: (client) =>
    postgresTraits(client, pgliteCalls(client), (result) => (result as Results).affectedRows ?? 0),
}
