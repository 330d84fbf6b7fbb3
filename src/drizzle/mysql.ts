import { MySqlTable } from 'drizzle-orm/mysql-core'
import type { CreateAuth, DriverTypes } from '../internal/create-auth.ts'
import type { Driver } from '../internal/driver.ts'
import { isOfDialect } from '../internal/drizzle/client.ts'
import type { MysqlAppClient } from '../internal/mysql/app-client.ts'
import { clientTraits } from '../internal/mysql/client-traits.ts'
import { setUp } from '../internal/setup.ts'
import { createSchema, type MysqlSchema } from '../schema/mysql.ts'

export type * from '../internal/create-auth.ts'

interface Types extends DriverTypes {
  handle: never
  app: MysqlAppClient
  dialect: 'mysql'
  defaults: MysqlSchema<this['tableNames']>
  client: MysqlAppClient
}

/**
 * Sets up Lucia on a Drizzle client for MySQL, or a transaction of one, whatever its driver. Several
 * statements are a transaction of the client's own. It asks nothing of the database, and the same
 * client with the same options object gives the same result. Throws a `SetupError` for another value,
 * or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth } = createAuth(drizzle({ client }), { schema })
 * ```
 */
export const createAuth: CreateAuth<Types> = (db, options) => setUp(driver, db, options)

const driver: Driver<Types> = {
  handle: 'a Drizzle client for MySQL',
  isHandle: (value) => isOfDialect(value, /MySql/),
  table: MySqlTable,
  createSchema,
  connect: (db) => db,
  traits: clientTraits,
}
