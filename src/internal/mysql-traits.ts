import type { DrizzleClient, Traits } from './driver.ts'
import { mysqlViolation } from './mysql-violation.ts'

/** A Drizzle client for MySQL, as far as it matters here. */
interface MysqlDatabase<Transaction> {
  transaction(body: (transaction: Transaction) => Promise<void>): Promise<void>
}

/** The traits of every MySQL driver: several statements are a transaction. */
export function mysqlTraits<Transaction>(
  database: MysqlDatabase<Transaction>,
  changedRows: (result: unknown) => number,
): Traits {
  return {
    db: database as unknown as DrizzleClient,
    changedRows,
    violation: mysqlViolation,
    together: (build) =>
      database.transaction(async (transaction) => {
        for (const statement of build(transaction as DrizzleClient)) await statement
      }),
  }
}
