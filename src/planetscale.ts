import { Client, type Config } from '@planetscale/database'
import { MySqlTable } from 'drizzle-orm/mysql-core'
import { drizzle, type PlanetScaleDatabase } from 'drizzle-orm/planetscale-serverless'
import type { RequestContext } from 'lucia'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import { mysqlTraits } from './internal/mysql/traits.ts'
import type { AuthOptions } from './internal/options.ts'
import type { AuthSchema, DialectTable, TableNames } from './internal/schema/auth-schema.ts'
import { type Setup, setUp } from './internal/setup.ts'
import { createSchema, type MysqlSchema } from './schema/mysql.ts'

export type * from './internal/setup.ts'

/** A `Client` of `@planetscale/database`, or the `Connection` that its `connect()` returns. */
export interface PlanetscaleHandle {
  execute(query: string): Promise<{ rowsAffected: number }>
  transaction(body: () => Promise<void>): Promise<void>
  /** A Drizzle client has this. */
  select?: never
}

/**
 * Sets up Lucia on a PlanetScale client or connection. It asks nothing of the database, and the same handle
 * with the same options object gives the same result. Throws a `SetupError` when the handle is none
 * of @planetscale/database, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth, db } = createAuth(new Client({ url }), { schema })
 * ```
 */
export function createAuth<
  const Names extends Partial<TableNames> = Record<never, never>,
  Schema extends AuthSchema<DialectTable<'mysql'>> = MysqlSchema<Names>,
  UserAttributes extends object = Record<never, never>,
  SessionAttributes extends object = Record<never, never>,
  Args extends unknown[] = [RequestContext],
  Handle extends PlanetscaleHandle = PlanetscaleHandle,
>(
  client: Handle,
  options?: AuthOptions<Schema, Names, UserAttributes, SessionAttributes, Args, Handle>,
): Setup<PlanetScaleDatabase<Schema>, Schema, UserAttributes, SessionAttributes, Args> {
  return setUp(driver, client, options)
}

const driver: Driver<PlanetscaleHandle, PlanetScaleDatabase<AuthSchema>> = {
  handle: 'a Client of @planetscale/database, or what its connect() returns',
  isHandle: (value) => hasMethods(value, 'execute', 'transaction') && 'config' in value,
  table: MySqlTable,
  createSchema: (config) => createSchema({ ...config, foreignKeys: false }),
  // Drizzle takes a Client alone, and a Connection has the configuration of one.
  connect: (client, schema) =>
    drizzle({ client: new Client((client as unknown as { config: Config }).config), schema }),
  traits: (client) =>
    mysqlTraits(
      client,
      (result) => (result as { rowsAffected: number }).rowsAffected,
      (body) => client.transaction(body),
    ),
}
