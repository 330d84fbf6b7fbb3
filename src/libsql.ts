import * as driverCore from 'drizzle-orm/libsql/driver-core'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { CreateAuth, DriverTypes } from './internal/create-auth.ts'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import { setUp } from './internal/setup.ts'
import type { SqliteAppClient } from './internal/sqlite/app-client.ts'
import { libsqlTraits } from './internal/sqlite/libsql-traits.ts'
import { sqliteTables } from './internal/sqlite/tables.ts'
import type { SqliteSchema } from './schema/sqlite.ts'

export type * from './internal/create-auth.ts'

/** A `Client` of any `@libsql/client` entry: of a file, or over HTTP or WebSockets. */
export interface LibsqlClient {
  execute(statement: string): Promise<{ rowsAffected: number }>
  batch(statements: string[]): Promise<{ rowsAffected: number }[]>
  sync(): Promise<unknown>
}

interface Types extends DriverTypes {
  handle: LibsqlClient
  app: SqliteAppClient
  dialect: 'sqlite'
  defaults: SqliteSchema<this['tableNames']>
  client: driverCore.LibSQLDatabase<this['known']>
}

/**
 * Sets up Lucia on a libSQL client. It asks nothing of the database, and the same client with the
 * same options object gives the same result. Throws a `SetupError` when the client is none of
 * libSQL, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth, db } = createAuth(createClient({ url, authToken }), { schema })
 * ```
 */
export const createAuth: CreateAuth<Types> = (client, options) => setUp(driver, client, options)

// What every `drizzle()` of Drizzle's libSQL entries calls, once it has imported a client of its own.
const { construct } = driverCore as unknown as {
  construct(client: LibsqlClient, config: object): Types['client']
}

const driver: Driver<Types> = {
  entry: 'libsql',
  handle: 'a libSQL client: createClient({ url }) of any @libsql/client entry',
  isHandle: (value) => hasMethods(value, 'execute', 'batch', 'sync'),
  table: SQLiteTable,
  createSchema: sqliteTables,
  connect: construct,
  traits: libsqlTraits,
}
