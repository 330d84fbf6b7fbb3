import type { Database } from 'better-sqlite3'
import type { SyncCalls } from './sync-traits.ts'

/** The calls of a better-sqlite3 database. */
export function betterSqlite3Calls(database: Database): SyncCalls {
  let transaction: ((body: () => void) => void) | undefined
  return {
    read({ sql, params }) {
      const statement = database.prepare<unknown[], unknown[]>(sql).raw()
      const columns = statement.columns().map(({ name }) => name)
      return { columns, rows: statement.all(params) }
    },
    // In one array, where the driver takes neither names nor further arrays.
    run: ({ sql, params }) => database.prepare(sql).run(params),
    // The driver makes four functions of each.
    transact(body) {
      transaction ??= database.transaction((run: () => void) => run())
      transaction(body)
    },
  }
}
