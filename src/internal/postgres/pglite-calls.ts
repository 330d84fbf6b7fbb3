import type { PGlite } from '@electric-sql/pglite'
import type { OwnCalls } from '../driver.ts'
import { postgresCalls, rowsOf } from './own-calls.ts'

/** The calls of the PGlite database of a Drizzle client. */
export function pgliteCalls(client: object): OwnCalls {
  const { $client: database } = client as { $client: PGlite }
  return postgresCalls(async ({ sql, params }) =>
    rowsOf(await database.query(sql, params, { rowMode: 'array' })),
  )
}
