import { keepingStatements } from '../adapter/kept-statements.ts'
import { driverError } from '../adapter/violation.ts'
import type { DrizzleClient, OwnCalls, Statement, Traits } from '../driver.ts'
import { changingIn, type RunTransaction } from '../drizzle/changing-in.ts'
import { isTransaction } from '../drizzle/client.ts'
import { isDeadlock, mysqlViolation } from './violation.ts'

interface Transaction {
  execute(statement: Statement): PromiseLike<unknown>
}

/**
 * The traits of every MySQL driver: several statements are a transaction. `ends` tells whether an error
 * may have undone one of the app.
 */
export function mysqlTraits(
  database: object,
  own: OwnCalls | undefined,
  affectedRows: (result: unknown) => number,
  transact: RunTransaction,
  ends: (error: unknown) => boolean,
): Traits {
  const runTransaction: RunTransaction = (body) => withOwnError(transact, body)
  const rowsOf = async (statement: Statement) => affectedRows(await statement)
  return keepingStatements({
    db: database as DrizzleClient,
    own,
    affectedRows: rowsOf,
    violation: mysqlViolation,
    endsTransaction: (error) => ends(driverError(error)),
    changing: (...both) => changingIn(runTransaction, rowsOf, ...both),
    atomically: (build) =>
      runTransaction(async (transaction) => {
        // The app's statements are built on another client, which would run them on its own.
        for (const statement of build(database as DrizzleClient)) {
          await (transaction as Transaction).execute(statement)
        }
      }),
  })
}

/**
 * Whether an error has undone the transaction of the app that a Drizzle client may be: a deadlock does,
 * with all its savepoints.
 */
export function endsOn(client: object): (error: unknown) => boolean {
  return (error) => isTransaction(client) && isDeadlock(error)
}

/**
 * Runs a transaction whose error is that of its body, and not that what the server has undone already
 * cannot be taken back.
 */
async function withOwnError(
  transact: RunTransaction,
  body: (transaction: object) => Promise<void>,
): Promise<void> {
  let own: { error: unknown } | undefined
  try {
    await transact(async (transaction) => {
      try {
        await body(transaction)
      } catch (error) {
        own = { error }
        throw error
      }
    })
  } catch (error) {
    throw own ? own.error : error
  }
}
