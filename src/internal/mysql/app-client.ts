import type { AppClient } from '../drizzle/app-client.ts'

/** A Drizzle client of the app's for MySQL, or a transaction of one. */
export interface MysqlAppClient extends AppClient {
  execute(statement: never): unknown
  /** PostgreSQL's alone. */
  selectDistinctOn?: never
}
