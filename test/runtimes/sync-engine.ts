import type { CreateAuth, Engine, Row } from '../conformance/engine.ts'
import { ownAccess, withoutForeignKeys } from '../conformance/sql.ts'
import { sqliteTables } from '../ddl.ts'
import { schemas } from '../fixtures/sqlite.ts'

/** A database of a runtime's own SQLite, as far as the tests use it. */
export interface Database {
  exec(statement: string): unknown
  prepare(statement: string): { all(): unknown[] }
  close(): void
}

/** The suite's engine on databases in memory. */
export function syncEngine(name: string, createAuth: unknown, make: () => Database): Engine {
  return {
    name,
    schemas,
    createAuth: createAuth as CreateAuth,
    async open(names, { foreignKeys } = { foreignKeys: true }) {
      const database = make()
      const run = async (statement: string) => void database.exec(statement)
      const rows = async (statement: string) =>
        database
          .prepare(statement)
          .all()
          .map((row) => ({ ...(row as Row) }))
      const made = await Promise.all(names.map((given) => sqliteTables(schemas[given])))
      const statements = foreignKeys ? made.flat() : withoutForeignKeys(made.flat())
      await run(`pragma foreign_keys = ${foreignKeys ? 'on' : 'off'}`)
      for (const statement of statements) await run(statement)
      return {
        handle: database as never,
        ...ownAccess('sqlite', { run, rows }),
        close: async () => database.close(),
      }
    },
  }
}
