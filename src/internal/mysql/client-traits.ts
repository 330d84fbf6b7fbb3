import type { Traits } from '../driver.ts'
import { inTurn } from '../drizzle/in-turn.ts'
import { endsOn, mysqlTraits } from './traits.ts'

/** A Drizzle client for MySQL. */
interface AnyClient {
  transaction(body: (transaction: object) => Promise<void>): Promise<void>
}

/** What drivers say of a statement that has run: of the two names, each has one. */
interface Result {
  affectedRows?: number
  rowsAffected?: number
}

/** The traits of any Drizzle client for MySQL. */
export function clientTraits(client: object): Traits {
  const transaction = (body: (transaction: object) => Promise<void>) =>
    inTurn(client, () => (client as AnyClient).transaction(body))
  return mysqlTraits(client, undefined, affectedRows, transaction, endsOn(client))
}

function affectedRows(result: unknown): number {
  const { affectedRows, rowsAffected }: Result = Array.isArray(result) ? result[0] : result
  return affectedRows ?? rowsAffected ?? 0
}
