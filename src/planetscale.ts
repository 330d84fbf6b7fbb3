import { Client } from '@planetscale/database'
import { MySqlTable } from 'drizzle-orm/mysql-core'
import { drizzle, type PlanetScaleDatabase } from 'drizzle-orm/planetscale-serverless'
import type { CreateAuth, DriverTypes } from './internal/create-auth.ts'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import type { MysqlAppClient } from './internal/mysql/app-client.ts'
import { configOf, planetscaleTraits } from './internal/mysql/planetscale-traits.ts'
import { mysqlTables } from './internal/mysql/tables.ts'
import { setUp } from './internal/setup.ts'
import type { MysqlSchema } from './schema/mysql.ts'

export type * from './internal/create-auth.ts'

/** A `Client` of `@planetscale/database`, or the `Connection` that its `connect()` returns. */
export interface PlanetscaleHandle {
  execute(query: string): Promise<{ rowsAffected: number }>
  transaction(body: () => Promise<void>): Promise<void>
  /** A Drizzle client has this. */
  select?: never
}

interface Types extends DriverTypes {
  handle: PlanetscaleHandle
  app: MysqlAppClient
  dialect: 'mysql'
  defaults: MysqlSchema<this['tableNames']>
  client: PlanetScaleDatabase<this['known']> & { $client: PlanetscaleHandle }
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
export const createAuth: CreateAuth<Types> = (client, options) => setUp(driver, client, options)

const driver: Driver<Types> = {
  entry: 'planetscale',
  handle: 'a Client of @planetscale/database, or what its connect() returns',
  isHandle: (value) => hasMethods(value, 'execute', 'transaction') && 'config' in value,
  table: MySqlTable,
  createSchema: (config) => mysqlTables({ ...config, foreignKeys: false }),
  // Drizzle takes a Client alone, and a Connection has the configuration of one.
  connect: (client, config) => drizzle({ client: new Client(configOf(client) ?? {}), ...config }),
  traits: planetscaleTraits,
}
