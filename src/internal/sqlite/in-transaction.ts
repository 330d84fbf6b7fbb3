import type { Statement } from '../driver.ts'

/** A Drizzle client of an asynchronous SQLite driver, or a transaction of one. */
interface AsyncDatabase {
  transaction<Result>(body: (transaction: AsyncDatabase) => Promise<Result>): Promise<Result>
  run(statement: Statement): PromiseLike<unknown>
}

/** Runs statements in a transaction; in one of the app, as a savepoint of it. */
export function inTransaction(database: object, statements: Statement[]): Promise<unknown[]> {
  return (database as AsyncDatabase).transaction(async (transaction) => {
    const results: unknown[] = []
    for (const statement of statements) results.push(await transaction.run(statement))
    return results
  })
}
