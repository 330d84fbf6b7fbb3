import type { SyncCalls } from './sync-traits.ts'

interface Storage {
  sql: { exec(query: string, ...values: unknown[]): Cursor }
}

interface Cursor {
  columnNames: string[]
  raw(): Iterable<unknown[]>
}

/** The calls of a Durable Object's storage. */
export function durableCalls(storage: object): SyncCalls {
  const { sql: database } = storage as Storage
  return {
    read({ sql, params }) {
      const cursor = database.exec(sql, ...params)
      return { columns: cursor.columnNames, rows: [...cursor.raw()] }
    },
    run: ({ sql, params }) => database.exec(sql, ...params),
  }
}
