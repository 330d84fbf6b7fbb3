import type { DrizzleClient, Statement, Traits } from '../driver.ts'
import { sqliteViolation } from './violation.ts'

/** A statement of a synchronous driver, which runs as soon as it is asked to. */
interface SyncStatement extends Statement {
  run(): unknown
}

/** A Drizzle client of a synchronous driver, as far as it matters here. */
interface SyncDatabase {
  transaction(body: (transaction: object) => void): void
}

/**
 * The traits of the SQLite drivers that run statements at once: several are a transaction, which
 * nothing else can get into.
 */
export function syncSqliteTraits(
  database: SyncDatabase,
  affectedRows: (result: unknown) => number,
  isInTransaction: () => boolean = () => false,
): Traits {
  const ends = new WeakSet<object>()
  const run = (statement: Statement) => {
    const wasInTransaction = isInTransaction()
    try {
      return (statement as SyncStatement).run()
    } catch (error) {
      // SQLite undoes a whole transaction where the disk is full, and goes on outside of it.
      if (wasInTransaction && !isInTransaction()) ends.add(Object(error))
      throw error
    }
  }
  return {
    db: database as unknown as DrizzleClient,
    endsTransaction: (error) => ends.has(Object(error)),
    affectedRows: async (statement) => affectedRows(run(statement)),
    violation: sqliteViolation,
    async changing(first, then) {
      let changed = false
      database.transaction((transaction) => {
        const db = transaction as DrizzleClient
        changed = affectedRows(run(first(db))) > 0
        if (changed) run(then(db))
      })
      return changed
    },
    atomically: async (build) =>
      database.transaction((transaction) => {
        for (const statement of build(transaction as DrizzleClient)) run(statement)
      }),
  }
}
