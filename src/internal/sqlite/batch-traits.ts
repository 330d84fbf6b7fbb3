import { sql } from 'drizzle-orm'
import type { DrizzleClient, OwnCalls, Statement, Traits } from '../driver.ts'
import { inTransaction } from './in-transaction.ts'
import { sessionInBatch } from './session-in-batch.ts'
import { sqliteViolation } from './violation.ts'

/** A Drizzle client that sends statements in batches, as far as it matters here. */
interface BatchDatabase {
  batch(statements: never): Promise<unknown>
}

/** The traits of the SQLite drivers that have no transactions, or dear ones: several are a batch. */
export function batchTraits(
  database: object,
  own: OwnCalls | undefined,
  affectedRows: (result: unknown) => number,
  counted = (statement: Statement) => statement,
): Traits {
  const db = database as unknown as DrizzleClient
  // A transaction of the app has no batch.
  const batch = (statements: Statement[]) =>
    'batch' in database
      ? (database as BatchDatabase).batch(statements as never)
      : inTransaction(database, statements)
  return {
    db,
    own,
    affectedRows: async (statement) => affectedRows(await counted(statement)),
    violation: sqliteViolation,
    async changing(first, then) {
      const [result] = (await batch([
        counted(first(db)),
        then(db, sql`changes() > 0`),
      ])) as unknown[]
      return affectedRows(result) > 0
    },
    ...('batch' in database && { addSession: sessionInBatch(db, batch) }),
    atomically: (build) => batch(build(db)),
  }
}
