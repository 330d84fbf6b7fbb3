import type { AppClient } from '../drizzle/app-client.ts'

/** A Drizzle client of the app's for PostgreSQL, or a transaction of one. */
export interface PostgresAppClient extends AppClient {
  execute(statement: never): unknown
  selectDistinctOn(...on: never[]): unknown
}
