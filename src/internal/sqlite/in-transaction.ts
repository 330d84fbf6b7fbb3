import type { Statement } from '../driver.ts'
import { inTurn } from '../drizzle/in-turn.ts'

/** A Drizzle client of an asynchronous SQLite driver, or a transaction of one. */
interface AsyncDatabase {
  transaction<Result>(body: (transaction: AsyncDatabase) => Promise<Result>): Promise<Result>
  run(statement: Statement): PromiseLike<unknown>
}

/**
 * Runs statements in a transaction; in one of the app, as a savepoint of it, which another would be
 * rolled back to.
 */
export function inTransaction(database: object, statements: Statement[]): Promise<unknown[]> {
  return inTurn(database, () =>
    (database as AsyncDatabase).transaction(async (transaction) => {
      const results: unknown[] = []
      for (const statement of statements) results.push(await transaction.run(statement))
      return results
    }),
  )
}
