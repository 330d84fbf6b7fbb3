import { keepingStatements } from '../adapter/kept-statements.ts'
import type { Traits } from '../driver.ts'
import { batchTraits } from './batch-traits.ts'
import { libsqlCalls } from './libsql-calls.ts'

/** The traits of a libSQL client, or of a transaction on it. */
export function libsqlTraits(client: object): Traits {
  return keepingStatements(
    batchTraits(
      client,
      libsqlCalls(client),
      (result) => (result as { rowsAffected: number }).rowsAffected,
    ),
  )
}
