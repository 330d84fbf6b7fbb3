import { sql } from 'drizzle-orm'
import type { Statement, Traits, Update } from '../driver.ts'
import { changingIn, type RunTransaction } from '../drizzle/changing-in.ts'
import { inTurn } from '../drizzle/in-turn.ts'
import { batchTraits } from './batch-traits.ts'
import { inTransaction } from './in-transaction.ts'
import { syncSqliteTraits } from './sync-traits.ts'

/** A Drizzle client for SQLite, in which its driver shows by how it runs statements alone. */
interface AnyClient {
  resultKind: 'sync' | 'async'
  session: { client?: { batch?: unknown }; batchCLient?: unknown }
  transaction(body: (transaction: object) => unknown): Promise<void>
  values(statement: object): unknown[][]
}

/** The traits of any Drizzle client for SQLite. */
export function clientTraits(database: object): Traits {
  const client = database as AnyClient
  if (client.resultKind === 'sync') {
    const changes = () => Number(client.values(sql`select changes()`)[0]?.[0])
    return syncSqliteTraits(client, undefined, changes)
  }
  const { session } = client
  const hasBatch = 'batch' in client && (session.batchCLient ?? session.client?.batch)
  const traits = batchTraits(database, undefined, rowsIn, counted)
  if (hasBatch) return traits
  return {
    ...traits,
    addSession: undefined,
    atomically: (build) => inTransaction(client, build(traits.db)),
    changing: (...both) => {
      const transact: RunTransaction = (body) => client.transaction(body)
      return inTurn(client, () => changingIn(transact, traits.affectedRows, ...both))
    },
  }
}

const rowsIn = (result: unknown): number => (result as unknown[]).length

/** The statement with a row for each one that it changes. */
function counted(statement: Statement): Statement {
  return (statement as Update).returning?.({ changed: sql`1` }) as Statement
}
