import { Client, type Config } from '@planetscale/database'
import type { OwnCalls, Query, Traits } from '../driver.ts'
import type { RunTransaction } from '../drizzle/changing-in.ts'
import { connectionOf, isTransaction, onConnection } from '../drizzle/client.ts'
import { inTurn } from '../drizzle/in-turn.ts'
import { mysqlCalls } from './own-calls.ts'
import { endsOn, mysqlTraits } from './traits.ts'

/** A Drizzle client for PlanetScale, or a transaction of one. */
interface Database {
  transaction: RunTransaction
}

interface Executor {
  execute(query: string, values: unknown[]): Promise<unknown>
}

/** The traits of PlanetScale's driver. */
export function planetscaleTraits(client: object): Traits {
  // A transaction has none.
  const { cast, ...config } = configOf(connectionOf(client)) ?? {}
  const transact: RunTransaction = (body) => (client as Database).transaction(body)
  return mysqlTraits(
    // Drizzle's columns expect what the driver makes of values by itself.
    cast ? onConnection(client, new Client(config)) : client,
    planetscaleCalls(new Client(cast ? { ...config, cast } : config)),
    (result) => (result as { rowsAffected: number }).rowsAffected,
    // In a transaction it is a savepoint, which another would be rolled back to.
    isTransaction(client) ? (body) => inTurn(client, async () => await transact(body)) : transact,
    endsOn(client),
  )
}

/** The configuration of a client or connection. */
export function configOf(client: object): Config | undefined {
  return (client as { config?: Config }).config
}

/** The calls of PlanetScale's driver, with the app's own `cast`. */
function planetscaleCalls(client: Client): OwnCalls {
  return mysqlCalls<Executor>(
    client as Executor,
    async ({ sql, params }) => {
      const { fields, rows } = await client.execute(sql, params, { as: 'array' })
      return { columns: fields.map(({ name }) => name), rows: rows as unknown[][] }
    },
    async (connection, query) => await connection.execute(query.sql, singleValues(query)),
    (body) => client.transaction(body),
  )
}

/** The driver makes several values of an array, so that those after it would go to other columns. */
function singleValues({ params }: Query): unknown[] {
  if (params.some(Array.isArray)) {
    throw new TypeError('An attribute must be one value. Received an array')
  }
  return params
}
