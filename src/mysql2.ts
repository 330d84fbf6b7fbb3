import { MySqlTable } from 'drizzle-orm/mysql-core'
import { drizzle, type MySql2Database } from 'drizzle-orm/mysql2'
import type { RequestContext } from 'lucia'
import type { Pool, ResultSetHeader } from 'mysql2/promise'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import { sharedClient } from './internal/mysql/connection-mutex.ts'
import { mysqlTraits } from './internal/mysql/traits.ts'
import { transaction } from './internal/mysql/transaction.ts'
import type { AuthOptions } from './internal/options.ts'
import type { AuthSchema, DialectTable, TableNames } from './internal/schema/auth-schema.ts'
import { type Setup, setUp } from './internal/setup.ts'
import { createSchema, type MysqlSchema } from './schema/mysql.ts'

export type * from './internal/setup.ts'

/** A `Pool` or `Connection` of `mysql2/promise`. */
export interface Mysql2Handle {
  query(options: { sql: string }): Promise<[result: unknown, fields: unknown]>
  execute(options: { sql: string }): Promise<[result: unknown, fields: unknown]>
  end(): Promise<void>
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
export function createAuth<
  const Names extends Partial<TableNames> = Record<never, never>,
  Schema extends AuthSchema<DialectTable<'mysql'>> = MysqlSchema<Names>,
  UserAttributes extends object = Record<never, never>,
  SessionAttributes extends object = Record<never, never>,
  Args extends unknown[] = [RequestContext],
  Handle extends Mysql2Handle = Mysql2Handle,
>(
  client: Handle,
  options?: AuthOptions<Schema, Names, UserAttributes, SessionAttributes, Args, Handle>,
): Setup<MySql2Database<Schema>, Schema, UserAttributes, SessionAttributes, Args> {
  return setUp(driver, client, options)
}

const driver: Driver<Mysql2Handle, MySql2Database<AuthSchema> & { $client: Mysql2Handle }> = {
  handle: 'a Pool or Connection of mysql2/promise: with the callback API, pass pool.promise()',
  isHandle: (value) => hasMethods(value, 'query', 'execute') && !('promise' in value),
  table: MySqlTable,
  createSchema,
  connect: (handle, schema) => {
    const client = sharedClient(handle).client as Pool
    return Object.assign(drizzle({ client, schema, mode: 'default' }), { $client: handle })
  },
  traits: ({ $client }) => {
    const { client, pool } = sharedClient($client)
    const on = (connection: object) => drizzle({ client: connection as Pool })
    const changedRows = (result: unknown) => (result as [ResultSetHeader])[0].affectedRows
    return mysqlTraits(on(client), changedRows, (body) =>
      transaction(pool, (connection) => body(on(connection))),
    )
  },
}
