/** A Drizzle client of the app's, or a transaction of one: what it has in every dialect. */
export interface AppClient {
  select(...fields: never[]): unknown
  insert(table: never): unknown
  update(table: never): unknown
  delete(table: never): unknown
}
