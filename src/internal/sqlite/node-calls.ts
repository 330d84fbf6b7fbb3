import type { SyncCalls } from './sync-traits.ts'

interface Database {
  prepare(query: string): Statement
  exec(query: string): void
}

interface Statement {
  columns(): { name: string }[]
  setReturnArrays(enabled: boolean): void
  all(...params: unknown[]): unknown[]
  run(...params: unknown[]): unknown
}

/** The calls of a database of `node:sqlite`. */
export function nodeCalls(database: object): SyncCalls {
  const prepare = (query: string) => (database as Database).prepare(query)
  return {
    read({ sql, params }) {
      const statement = prepare(sql)
      statement.setReturnArrays(true)
      const columns = statement.columns().map(({ name }) => name)
      return { columns, rows: statement.all(...params) as unknown[][] }
    },
    run: ({ sql, params }) => prepare(sql).run(...params),
  }
}

/**
 * A Drizzle client whose transactions are savepoints, of a transaction that the app has begun or
 * else of their own: Drizzle's begin one, which they cannot within another.
 */
export function withSavepoints<Client extends { $client: object }>(client: Client): Client {
  const database = client.$client as Database
  const transaction = (body: (transaction: Client) => void) => {
    database.exec('savepoint lucia_setup')
    try {
      body(client)
      database.exec('release lucia_setup')
    } catch (error) {
      try {
        database.exec('rollback to lucia_setup; release lucia_setup')
      } catch {
        // SQLite has undone all of it.
      }
      throw error
    }
  }
  return Object.create(client, { transaction: { value: transaction } })
}
