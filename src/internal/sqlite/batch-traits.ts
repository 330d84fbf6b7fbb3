import { sql } from 'drizzle-orm'
import type { DrizzleClient, OwnCalls, Statement, Traits } from '../driver.ts'
import { sessionInBatch } from './session-in-batch.ts'
import { sqliteViolation } from './violation.ts'

/** A Drizzle client that sends statements in batches, as far as it matters here. */
interface BatchDatabase {
  batch(statements: never): Promise<unknown>
}

/** The traits of the SQLite drivers that have no transactions, or dear ones: several are a batch. */
export function batchTraits(
  database: BatchDatabase,
  own: OwnCalls,
  affectedRows: (result: unknown) => number,
): Traits {
  const db = database as unknown as DrizzleClient
  const batch = (statements: Statement[]) => database.batch(statements as never)
  return {
    db,
    own,
    affectedRows: async (statement) => affectedRows(await statement),
    violation: sqliteViolation,
    async changing(first, then) {
      const [result] = (await batch([first(db), then(db, sql`changes() > 0`)])) as unknown[]
      return affectedRows(result) > 0
    },
    addSession: sessionInBatch(db, batch),
    atomically: (build) => batch(build(db)),
  }
}
