/** A Drizzle client of the app's for PostgreSQL, or a transaction of one. */
export interface PostgresAppClient {
  select(...fields: never[]): unknown
  insert(table: never): unknown
  update(table: never): unknown
  delete(table: never): unknown
  execute(statement: never): unknown
  selectDistinctOn(...on: never[]): unknown
}
