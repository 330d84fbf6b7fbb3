import type { AppClient } from '../drizzle/app-client.ts'

/** A Drizzle client of the app's for SQLite, or a transaction of one. */
export interface SqliteAppClient extends AppClient {
  run(statement: never): unknown
}
