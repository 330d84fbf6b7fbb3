import type { Client, QueryResult } from 'pg'
import type { Traits } from '../driver.ts'
import { connectionOf, onConnection } from '../drizzle/client.ts'
import { namedSelect } from './named-select.ts'
import { postgresCalls, rowsOf } from './own-calls.ts'
import { patientPool } from './patient-pool.ts'
import { type PostgresDatabase, postgresTraits } from './traits.ts'

/** The traits of pg: a pool keeps its connections, and the names of what they have prepared. */
export function pgTraits(db: PostgresDatabase): Traits {
  const connection = connectionOf(db)
  const isPool = 'totalCount' in connection
  const client = (isPool ? patientPool(connection) : connection) as Client
  const traits = postgresTraits(
    onConnection(db, client),
    postgresCalls(async ({ sql: text, params: values }) =>
      rowsOf(await client.query({ text, values, rowMode: 'array' })),
    ),
    (result) => (result as QueryResult).rowCount ?? 0,
  )
  return isPool ? { ...traits, prepare: namedSelect } : traits
}
