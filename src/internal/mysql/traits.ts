import type { DrizzleClient, Traits } from '../driver.ts'
import { mysqlViolation } from './violation.ts'

/** Runs a body in a transaction, on a Drizzle client of its own. */
type RunTransaction = (body: (transaction: object) => Promise<void>) => Promise<void>

/** The traits of every MySQL driver: several statements are a transaction. */
export function mysqlTraits(
  database: object,
  affectedRows: (result: unknown) => number,
  runTransaction: RunTransaction,
): Traits {
  return {
    db: database as DrizzleClient,
    affectedRows: async (statement) => affectedRows(await statement),
    violation: mysqlViolation,
    atomically: (build) =>
      runTransaction(async (transaction) => {
        for (const statement of build(transaction as DrizzleClient)) await statement
      }),
  }
}
