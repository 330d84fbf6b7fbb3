import type { DrizzleClient, Traits } from '../driver.ts'
import { mysqlViolation } from './violation.ts'

/** Runs a body in a transaction, on a Drizzle client of its own. */
type RunTransaction = (body: (transaction: object) => Promise<void>) => Promise<void>

/** The traits of every MySQL driver: several statements are a transaction. */
export function mysqlTraits(
  database: object,
  changedRows: (result: unknown) => number,
  runTransaction: RunTransaction,
): Traits {
  return {
    db: database as DrizzleClient,
    changedRows: async (statement) => changedRows(await statement),
    violation: mysqlViolation,
    together: (build) =>
      runTransaction(async (transaction) => {
        for (const statement of build(transaction as DrizzleClient)) await statement
      }),
  }
}
