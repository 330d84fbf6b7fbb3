/** A row as a driver gives it. */
export type Row = Record<string, unknown>

/** A database that is only read. */
export interface Database {
  /** The rows of each statement; several at once, because some databases are slow to reach. */
  query(statements: string[]): Promise<Row[][]>
  close(): Promise<void>
}
