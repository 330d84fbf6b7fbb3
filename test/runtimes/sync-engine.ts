import type { Engine, Row } from '../conformance/engine.ts'
import { engineFrom } from '../conformance/engine-from.ts'
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
  const facts = { name, createAuth, schemas, dialect: 'sqlite' as const }
  return engineFrom(
    facts,
    (given) => sqliteTables(schemas[given]),
    async (statements) => {
      const handle = make()
      const run = async (statement: string) => handle.exec(statement)
      const rows = async (statement: string) =>
        (handle.prepare(statement).all() as Row[]).map((row) => ({ ...row }))
      for (const statement of ['pragma foreign_keys = on', ...statements]) await run(statement)
      return { handle, run, rows, close: () => handle.close() }
    },
  )
}
