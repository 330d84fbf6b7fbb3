import type { DrizzleClient, Statement, Traits } from '../driver.ts'

/** Runs a body in a transaction, on a Drizzle client of its own. */
export type RunTransaction = (body: (transaction: object) => Promise<void>) => PromiseLike<unknown>

/** What the trait `changing` does in a transaction: the second statement where the first has changed a row. */
export async function changingIn(
  transact: RunTransaction,
  affectedRows: (statement: Statement) => Promise<number>,
  ...[first, then]: Parameters<Traits['changing']>
): Promise<boolean> {
  let changed = false
  await transact(async (transaction) => {
    const db = transaction as DrizzleClient
    changed = (await affectedRows(first(db))) > 0
    if (changed) await then(db)
  })
  return changed
}
