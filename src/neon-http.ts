import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http'
import { PgTable } from 'drizzle-orm/pg-core'
import type { CreateAuth, DriverTypes } from './internal/create-auth.ts'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import type { PostgresAppClient } from './internal/postgres/app-client.ts'
import { neonHttpTraits } from './internal/postgres/neon-http-traits.ts'
import { withNeonTexts, withOwnParsers } from './internal/postgres/neon-texts.ts'
import { postgresTables } from './internal/postgres/tables.ts'
import { setUp } from './internal/setup.ts'
import type { PostgresSchema } from './schema/postgres.ts'

export type * from './internal/create-auth.ts'

/** What `neon(url)` of `@neondatabase/serverless` returns. */
export interface NeonHttpClient {
  (strings: TemplateStringsArray): PromiseLike<unknown>
  query(text: string): PromiseLike<unknown>
  transaction(queries: never[]): Promise<unknown>
}

interface Types extends DriverTypes {
  handle: NeonHttpClient
  app: PostgresAppClient
  dialect: 'pg'
  defaults: PostgresSchema<this['tableNames']>
  client: NeonHttpDatabase<this['known']> & { $client: NeonHttpClient }
}

/**
 * Sets up Lucia on Neon over HTTP. Several statements are sent in one request, as a transaction. It
 * asks nothing of the database, and the same client with the same options object gives the same
 * result. Throws a `SetupError` when the client is none of `neon()`, or when an option is wrong.
 *
 * @example
 * ```ts
 * const { auth, db } = createAuth(neon(url), { schema })
 * ```
 */
export const createAuth: CreateAuth<Types> = (sql, options) => setUp(driver, sql, options)

const driver: Driver<Types> = {
  entry: 'neon-http',
  handle: 'what neon(url) of @neondatabase/serverless returns',
  isHandle: (value) => typeof value === 'function' && hasMethods(value, 'query', 'transaction'),
  table: PgTable,
  createSchema: postgresTables,
  connect(sql, config) {
    const db = withOwnParsers(() => drizzle({ client: withNeonTexts(sql) as never, ...config }))
    return Object.assign(db, { $client: sql })
  },
  traits: neonHttpTraits,
}
