import type { Client } from '@planetscale/database'
import type { OwnCalls, Query } from '../driver.ts'
import { mysqlCalls } from './own-calls.ts'

interface Executor {
  execute(query: string, values: unknown[]): Promise<unknown>
}

/** The calls of PlanetScale's driver, with the app's own `cast`. */
export function planetscaleCalls(client: Client): OwnCalls {
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
