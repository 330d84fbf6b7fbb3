import { driverError } from '../adapter/violation.ts'
import type { DrizzleClient, OwnCalls, Statement, Traits } from '../driver.ts'
import { mysqlViolation } from './violation.ts'

/** Runs a body in a transaction, on a Drizzle client of its own. */
type RunTransaction = (body: (transaction: object) => Promise<void>) => Promise<void>

interface Transaction {
  execute(statement: Statement): PromiseLike<unknown>
}

/**
 * The traits of every MySQL driver: several statements are a transaction. `ends` has the errors that
 * may have undone one of the app.
 */
export function mysqlTraits(
  database: object,
  own: OwnCalls | undefined,
  affectedRows: (result: unknown) => number,
  runTransaction: RunTransaction,
  ends?: WeakSet<object>,
): Traits {
  return {
    db: database as DrizzleClient,
    own,
    affectedRows: async (statement) => affectedRows(await statement),
    violation: mysqlViolation,
    endsTransaction: (error) => ends?.has(Object(driverError(error))) ?? false,
    async changing(first, then) {
      let changed = false
      await runTransaction(async (transaction) => {
        const db = transaction as DrizzleClient
        changed = affectedRows(await first(db)) > 0
        if (changed) await then(db)
      })
      return changed
    },
    atomically: (build) =>
      runTransaction(async (transaction) => {
        // The app's statements are built on another client, which would run them on its own.
        for (const statement of build(database as DrizzleClient)) {
          await (transaction as Transaction).execute(statement)
        }
      }),
  }
}
