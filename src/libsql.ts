import type { BatchItem } from 'drizzle-orm/batch'
import * as driverCore from 'drizzle-orm/libsql/driver-core'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { RequestContext } from 'lucia'
import type { Driver, DrizzleClient } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import type { AuthOptions } from './internal/options.ts'
import type { AuthSchema, DialectTable, TableNames } from './internal/schema/auth-schema.ts'
import { type Setup, setUp } from './internal/setup.ts'
import { sqliteViolation } from './internal/sqlite/violation.ts'
import { createSchema, type SqliteSchema } from './schema/sqlite.ts'

export type * from './internal/setup.ts'

/** A `Client` of any `@libsql/client` entry: of a file, or over HTTP or WebSockets. */
export interface LibsqlClient {
  execute(statement: string): Promise<{ rowsAffected: number }>
  batch(statements: string[]): Promise<{ rowsAffected: number }[]>
  sync(): Promise<unknown>
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
export function createAuth<
  const Names extends Partial<TableNames> = Record<never, never>,
  Schema extends AuthSchema<DialectTable<'sqlite'>> = SqliteSchema<Names>,
  UserAttributes extends object = Record<never, never>,
  SessionAttributes extends object = Record<never, never>,
  Args extends unknown[] = [RequestContext],
  Handle extends LibsqlClient = LibsqlClient,
>(
  client: Handle,
  options?: AuthOptions<Schema, Names, UserAttributes, SessionAttributes, Args, Handle>,
): Setup<driverCore.LibSQLDatabase<Schema>, Schema, UserAttributes, SessionAttributes, Args> {
  return setUp(driver, client, options)
}

// What every `drizzle()` of Drizzle's libSQL entries calls, once it has imported a client of its own.
const { construct } = driverCore as unknown as {
  construct(client: LibsqlClient, config: object): driverCore.LibSQLDatabase<AuthSchema>
}

const driver: Driver<LibsqlClient, driverCore.LibSQLDatabase<AuthSchema>> = {
  handle: 'a libSQL client: createClient({ url }) of any @libsql/client entry',
  isHandle: (value) => hasMethods(value, 'execute', 'batch', 'sync'),
  table: SQLiteTable,
  createSchema,
  connect: (client, schema) => construct(client, { schema }),
  traits: (client) => ({
    db: client as unknown as DrizzleClient,
    together: (build) =>
      client.batch(build(client as unknown as DrizzleClient) as unknown as [BatchItem<'sqlite'>]),
    violation: sqliteViolation,
    changedRows: async (statement) => ((await statement) as { rowsAffected: number }).rowsAffected,
  }),
}
