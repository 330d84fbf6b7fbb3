import { PgTable } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import type { Sql } from 'postgres'
import type { CreateAuth, DriverTypes } from './internal/create-auth.ts'
import type { Driver } from './internal/driver.ts'
import { hasMethods } from './internal/handle.ts'
import type { PostgresAppClient } from './internal/postgres/app-client.ts'
import { textsAsJson } from './internal/postgres/json-texts.ts'
import { postgresJsTraits } from './internal/postgres/postgres-js-traits.ts'
import { postgresTables } from './internal/postgres/tables.ts'
import { rowTransform, withTextDates } from './internal/postgres/text-dates.ts'
import { setUp } from './internal/setup.ts'
import type { PostgresSchema } from './schema/postgres.ts'

export type * from './internal/create-auth.ts'

/** A client of postgres.js: what `postgres(url)` returns. */
export interface PostgresJsClient {
  unsafe(query: string): PromiseLike<unknown>
  begin(...args: never[]): unknown
  options: { parsers: object; serializers: object }
}

interface Types extends DriverTypes {
  handle: PostgresJsClient
  app: PostgresAppClient
  dialect: 'pg'
  defaults: PostgresSchema<this['tableNames']>
  client: PostgresJsDatabase<this['known']>
}

/**
 * Sets up Lucia on a postgres.js client. It asks nothing of the database, and the same handle
 * with the same options object gives the same result. Throws a `SetupError` when the handle is none
 * of postgres.js, or when an option is wrong.
 *
 * Give `postgres()` `fetch_types: false`: when a connection is reset while the driver asks for types,
 * it leaves a rejection that nobody handles, and Node ends the process.
 *
 * @example
 * ```ts
 * const { auth, db } = createAuth(postgres(url), { schema })
 * ```
 */
export const createAuth: CreateAuth<Types> = (client, options) => setUp(driver, client, options)

const driver: Driver<Types> = {
  entry: 'postgres-js',
  handle: 'a postgres.js client: postgres(url)',
  isHandle: (value) => hasMethods(value, 'unsafe', 'begin') && 'options' in value,
  reshapesRows: rowTransform,
  table: PgTable,
  createSchema: postgresTables,
  connect: (client, config) => {
    const db = drizzle({ client: withTextDates(client) as Sql, ...config, ...textsAsJson() })
    return Object.assign(db, { $client: client })
  },
  traits: postgresJsTraits,
}
