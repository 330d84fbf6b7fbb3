/** A Drizzle client of the app's for MySQL, or a transaction of one. */
export interface MysqlAppClient {
  select(...fields: never[]): unknown
  insert(table: never): unknown
  update(table: never): unknown
  delete(table: never): unknown
  execute(statement: never): unknown
  /** PostgreSQL's alone. */
  selectDistinctOn?: never
}
