import { sql } from 'drizzle-orm'
import { keepingStatements } from '../adapter/kept-statements.ts'
import { driverError } from '../adapter/violation.ts'
import type { DrizzleClient, OwnCalls, Traits } from '../driver.ts'
import { asOne } from './as-one.ts'
import { sessionInOneStatement } from './one-statement.ts'
import { postgresViolation, sqlState } from './violation.ts'

/** A Drizzle client for PostgreSQL, as far as it matters here. */
export interface PostgresDatabase {
  execute(statement: unknown): PromiseLike<unknown>
}

/**
 * The traits of every PostgreSQL driver. Several statements are sent as one, the others as common
 * table expressions of the first: all or nothing in one round trip, on a pool, on a client that
 * others use at the same time, and through a pooler, with no transaction that a lost connection
 * could leave open.
 */
export function postgresTraits(
  database: PostgresDatabase,
  own: OwnCalls | undefined,
  affectedRows: (result: unknown) => number,
): Traits {
  const db = database as unknown as DrizzleClient
  return keepingStatements({
    db,
    own,
    affectedRows: async (statement) => affectedRows(await statement),
    violation: postgresViolation,
    endsTransaction: () => isAborted(database),
    prepare: (select) => select._prepare(),
    async changing(first, then) {
      const others = then(db, sql`exists (select from changed)`)
      const result = await database.execute(
        sql`with changed as (${first(db).getSQL()} returning 1), others as ${others} select 1 from changed`,
      )
      // Some drivers give the rows alone.
      const { rows = result } = result as { rows?: unknown }
      return (rows as unknown[]).length > 0
    },
    atomically(build) {
      const [first, ...others] = build(db)
      if (others.length === 0) return first
      const [all] = asOne([first.getSQL(), ...others.map((other) => other.getSQL())])
      return database.execute(all)
    },
    addSession: sessionInOneStatement(database),
  })
}

/** Whether a client is in a transaction that takes nothing more, since a statement of it has failed. */
async function isAborted(database: PostgresDatabase): Promise<boolean> {
  try {
    await database.execute(sql`select 1`)
    return false
  } catch (error) {
    return sqlState(driverError(error)) === '25P02'
  }
}
