/** A Drizzle client of the app's for SQLite, or a transaction of one. */
export interface SqliteAppClient {
  select(...fields: never[]): unknown
  insert(table: never): unknown
  update(table: never): unknown
  delete(table: never): unknown
  run(statement: never): unknown
}
