import { MySqlTable } from 'drizzle-orm/mysql-core'
import { drizzle, type MySql2Database } from 'drizzle-orm/mysql2'
import type { Pool } from 'mysql2/promise'
import type { CreateAuth, DriverTypes } from './internal/create-auth.ts'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import type { MysqlAppClient } from './internal/mysql/app-client.ts'
import { withMutex } from './internal/mysql/connection-mutex.ts'
import { mysql2Traits } from './internal/mysql/mysql2-traits.ts'
import { nestTables } from './internal/mysql/setting.ts'
import { mysqlTables } from './internal/mysql/tables.ts'
import { setUp } from './internal/setup.ts'
import type { MysqlSchema } from './schema/mysql.ts'

export type * from './internal/create-auth.ts'

/** A `Pool` or `Connection` of `mysql2/promise`. */
export interface Mysql2Handle {
  query(options: { sql: string }): Promise<[result: unknown, fields: unknown]>
  execute(options: { sql: string }): Promise<[result: unknown, fields: unknown]>
  end(): Promise<void>
}

interface Types extends DriverTypes {
  handle: Mysql2Handle
  app: MysqlAppClient
  dialect: 'mysql'
  defaults: MysqlSchema<this['tableNames']>
  client: MySql2Database<this['known']> & { $client: Mysql2Handle }
}

/**
 * Sets up Lucia on a mysql2 pool or connection. It asks nothing of the database, and the same handle
 * with the same options object gives the same result. Throws a `SetupError` when the handle is none
 * of mysql2/promise, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth, db } = createAuth(createPool({ uri }), { schema })
 * ```
 */
export const createAuth: CreateAuth<Types> = (client, options) => setUp(driver, client, options)

const driver: Driver<Types> = {
  entry: 'mysql2',
  handle: 'a Pool or Connection of mysql2/promise: with the callback API, pass pool.promise()',
  isHandle: (value) => hasMethods(value, 'query', 'execute') && !('promise' in value),
  reshapesRows: nestTables,
  table: MySqlTable,
  createSchema: mysqlTables,
  connect: (handle, config) => {
    const client = withMutex(handle).client as Pool
    const options = { client, ...config, mode: 'default' } as const
    return Object.assign(drizzle(options), { $client: handle })
  },
  traits: mysql2Traits,
}
