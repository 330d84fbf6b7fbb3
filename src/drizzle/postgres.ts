import { PgTable } from 'drizzle-orm/pg-core'
import type { CreateAuth, DriverTypes } from '../internal/create-auth.ts'
import type { Driver } from '../internal/driver.ts'
import { isOfDialect } from '../internal/drizzle/client.ts'
import type { PostgresAppClient } from '../internal/postgres/app-client.ts'
import { clientTraits } from '../internal/postgres/client-traits.ts'
import { setUp } from '../internal/setup.ts'
import { createSchema, type PostgresSchema } from '../schema/postgres.ts'

export type * from '../internal/create-auth.ts'

interface Types extends DriverTypes {
  handle: never
  app: PostgresAppClient
  dialect: 'pg'
  defaults: PostgresSchema<this['tableNames']>
  client: PostgresAppClient
}

/**
 * Sets up Lucia on a Drizzle client for PostgreSQL, or a transaction of one, whatever its driver.
 * Several statements are sent as one. It asks nothing of the database, and the same client with the
 * same options object gives the same result. Throws a `SetupError` for another value, or when an
 * option is wrong.
 *
 * @example
 * ```ts
 * const { auth } = createAuth(drizzle({ client }), { schema })
 * ```
 */
export const createAuth: CreateAuth<Types> = (db, options) => setUp(driver, db, options)

const driver: Driver<Types> = {
  handle: 'a Drizzle client for PostgreSQL',
  isHandle: (value) => isOfDialect(value, /Pg/),
  table: PgTable,
  createSchema,
  connect: (db) => db,
  traits: clientTraits,
}
