import { SetupError } from '../../errors.ts'
import { keepingStatements } from '../adapter/kept-statements.ts'
import { driverError } from '../adapter/violation.ts'
import type { DrizzleClient, Query, Rows, Statement, Traits } from '../driver.ts'
import { isTransaction } from '../drizzle/client.ts'
import { sqliteViolation } from './violation.ts'

/** A statement of a synchronous driver, which runs as soon as it is asked to. */
interface SyncStatement extends Statement {
  run(): unknown
}

/** A Drizzle client of a synchronous driver, as far as it matters here. */
interface SyncDatabase {
  transaction(body: (transaction: object) => void): void
}

/** A synchronous driver's own calls. */
export interface SyncCalls {
  read(query: Query): Rows
  run(query: Query): unknown
  /** Runs a body in a transaction, where the driver's own costs less than Drizzle's. */
  transact?(body: () => void): void
}

/**
 * The traits of the SQLite drivers that run statements at once: several are a transaction, which
 * nothing else can get into.
 */
export function syncSqliteTraits(
  database: SyncDatabase,
  own: SyncCalls | undefined,
  affectedRows: (result: unknown) => number,
  isInTransaction: () => boolean = () => false,
): Traits {
  if (isTransaction(database)) throw isOverTooSoon()
  const { watched, endsTransaction } = transactionWatch(isInTransaction)
  const run = (statement: Statement) => watched(() => (statement as SyncStatement).run())
  return keepingStatements({
    db: database as unknown as DrizzleClient,
    endsTransaction,
    affectedRows: async (statement) => affectedRows(run(statement)),
    violation: sqliteViolation,
    async changing(first, then) {
      let changed = false
      database.transaction((transaction) => {
        const db = transaction as DrizzleClient
        changed = affectedRows(run(first(db))) > 0
        if (changed) run(then(db))
      })
      return changed
    },
    async atomically(build) {
      const runAll = (db: object) => {
        for (const statement of build(db as DrizzleClient)) run(statement)
      }
      if (own?.transact) own.transact(() => runAll(database))
      else database.transaction(runAll)
    },
    own: own && {
      read: own.read,
      async write(queries) {
        const runAll = () => {
          for (const query of queries) watched(() => own.run(query))
        }
        if (queries.length === 1) runAll()
        else database.transaction(runAll)
      },
    },
  })
}

/** SQLite undoes a whole transaction where the disk is full, and goes on outside of it. */
function transactionWatch(isInTransaction: () => boolean) {
  const ends = new WeakSet<object>()
  return {
    endsTransaction: (error: unknown) => ends.has(Object(driverError(error))),
    watched(work: () => unknown): unknown {
      const wasInTransaction = isInTransaction()
      try {
        return work()
      } catch (error) {
        if (wasInTransaction && !isInTransaction()) ends.add(Object(driverError(error)))
        throw error
      }
    },
  }
}

/** Drizzle ends a transaction of a synchronous driver when its function returns. */
function isOverTooSoon(): SetupError {
  return new SetupError(
    'INVALID_DRIVER',
    'createAuth() must not be given a transaction of a synchronous driver, which is over before anything is awaited. Begin one with db.run(sql`begin`), or with ctx.storage.transaction() in a Durable Object, and call createAuth(db) in it',
  )
}
