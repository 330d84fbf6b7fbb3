import type { SyncCalls } from './sync-traits.ts'

interface Database {
  prepare(query: string): Statement
}

interface Statement {
  readonly columnNames: string[]
  values(...params: unknown[]): unknown[][]
  run(...params: unknown[]): unknown
}

/** The calls of a database of `bun:sqlite`. */
export function bunCalls(database: object): SyncCalls {
  const prepare = (query: string) => (database as Database).prepare(query)
  return {
    read({ sql, params }) {
      const statement = prepare(sql)
      const rows = statement.values(...params)
      return { columns: statement.columnNames, rows }
    },
    run: ({ sql, params }) => prepare(sql).run(...params),
  }
}
