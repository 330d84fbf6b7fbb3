import { driverError } from '../adapter/violation.ts'
import type { DrizzleClient, OwnCalls, Statement, Traits } from '../driver.ts'
import { changingIn, type RunTransaction } from '../drizzle/changing-in.ts'
import { mysqlViolation } from './violation.ts'

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
  const rowsOf = async (statement: Statement) => affectedRows(await statement)
  return {
    db: database as DrizzleClient,
    own,
    affectedRows: rowsOf,
    violation: mysqlViolation,
    endsTransaction: (error) => ends?.has(Object(driverError(error))) ?? false,
    changing: (...both) => changingIn(runTransaction, rowsOf, ...both),
    atomically: (build) =>
      runTransaction(async (transaction) => {
        // The app's statements are built on another client, which would run them on its own.
        for (const statement of build(database as DrizzleClient)) {
          await (transaction as Transaction).execute(statement)
        }
      }),
  }
}
