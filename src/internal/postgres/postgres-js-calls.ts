import type { Sql } from 'postgres'
import type { OwnCalls } from '../driver.ts'
import { postgresCalls } from './own-calls.ts'

/** The calls of the postgres.js client of a Drizzle client. */
export function postgresJsCalls(db: object): OwnCalls {
  const { $client: client } = db as { $client: Sql }
  return postgresCalls(async ({ sql, params }) => {
    const rows = await client.unsafe(sql, params as never[]).values()
    return { columns: rows.columns.map(({ name }) => name), rows }
  })
}
