import type { BatchItem } from 'drizzle-orm/batch'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
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

/** A D1 binding, or a session of it: `env.DB` or `env.DB.withSession()`. */
export interface D1Binding {
  prepare(query: string): { bind(...values: never[]): unknown }
  batch(statements: never[]): Promise<unknown>
}

/**
 * Sets up Lucia on a Cloudflare D1 binding. It asks nothing of the database, and the same binding
 * with the same options object gives the same result. Throws a `SetupError` when the binding is
 * missing or is none of D1, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth, db } = createAuth(env.DB, { schema, middleware: hono() })
 * ```
 */
export function createAuth<
  const Names extends Partial<TableNames> = Record<never, never>,
  Schema extends AuthSchema<DialectTable<'sqlite'>> = SqliteSchema<Names>,
  UserAttributes extends object = Record<never, never>,
  SessionAttributes extends object = Record<never, never>,
  Args extends unknown[] = [RequestContext],
  Handle extends D1Binding = D1Binding,
>(
  binding: Handle,
  options?: AuthOptions<Schema, Names, UserAttributes, SessionAttributes, Args, Handle>,
): Setup<DrizzleD1Database<Schema>, Schema, UserAttributes, SessionAttributes, Args> {
  return setUp(driver, binding, options)
}

const driver: Driver<D1Binding, DrizzleD1Database<AuthSchema>> = {
  handle:
    'a D1 binding, such as env.DB: its name must be the `binding` of a D1 database in the wrangler configuration',
  isHandle: (value) => hasMethods(value, 'prepare', 'batch'),
  table: SQLiteTable,
  createSchema,
  connect: (binding, schema) => drizzle(binding as Parameters<typeof drizzle>[0], { schema }),
  traits: (client) => ({
    db: client as unknown as DrizzleClient,
    together: (build) =>
      client.batch(build(client as unknown as DrizzleClient) as unknown as [BatchItem<'sqlite'>]),
    violation: sqliteViolation,
    changedRows: async (statement) =>
      ((await statement) as { meta: { changes: number } }).meta.changes,
  }),
}
