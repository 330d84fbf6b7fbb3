import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { CreateAuth, DriverTypes } from '../internal/create-auth.ts'
import type { Driver } from '../internal/driver.ts'
import { isOfDialect } from '../internal/drizzle/client.ts'
import { setUp } from '../internal/setup.ts'
import type { SqliteAppClient } from '../internal/sqlite/app-client.ts'
import { clientTraits } from '../internal/sqlite/client-traits.ts'
import { createSchema, type SqliteSchema } from '../schema/sqlite.ts'

export type * from '../internal/create-auth.ts'

interface Types extends DriverTypes {
  handle: never
  app: SqliteAppClient
  dialect: 'sqlite'
  defaults: SqliteSchema<this['tableNames']>
  client: SqliteAppClient
}

/**
 * Sets up Lucia on a Drizzle client for SQLite, or a transaction of one, whatever its driver. Several
 * statements are a batch where the client has one, else a transaction: with one connection and no
 * batches, what the app writes meanwhile is part of that. It asks nothing of the database, and the
 * same client with the same options object gives the same result. Throws a `SetupError` for another
 * value, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth } = createAuth(drizzle(callback), { schema })
 * ```
 */
export const createAuth: CreateAuth<Types> = (db, options) => setUp(driver, db, options)

const driver: Driver<Types> = {
  handle: 'a Drizzle client for SQLite',
  isHandle: (value) => isOfDialect(value, /SQLite/),
  table: SQLiteTable,
  createSchema,
  connect: (db) => db,
  traits: clientTraits,
}
