import type { AuthTables, UniqueViolation } from '../schema/auth-table.ts'
import { parts } from '../schema/names.ts'

/**
 * Which constraint a database refused a write for, or that another write was in its way: undid it, as
 * the victim of a deadlock, or had locked what it needed. Or that a text is one that it cannot hold.
 */
export type Violation = { kind: 'reference' | 'undone' | 'locked' | 'text' } | UniqueViolation

/** Reads a driver's own error; `target` is the table that the failed statement writes to, if known. */
export type ReadViolation = (error: Error, target: string | undefined) => Violation | undefined

/** Where a value is taken: the table by its name in the database, the columns by their properties. */
export interface TakenIn {
  part?: keyof AuthTables
  table: string | undefined
  columns: readonly string[]
  index?: string | undefined
}

/** Drizzle's errors quote the parameters in their message, session ids and password hashes as well. */
export function driverError(error: unknown): unknown {
  return isOfDrizzle(error) ? (error.cause ?? error) : error
}

/** Whether an error is a `DrizzleQueryError`, of any copy of Drizzle: not all that is here has one. */
function isOfDrizzle(error: unknown): error is Error {
  return error instanceof Error && 'params' in error && error.message.startsWith('Failed query: ')
}

/** Finds the constraint behind an error, under the wrappers of Drizzle and of the driver. */
export function violationOf(
  error: unknown,
  read: ReadViolation,
  target?: string,
): Violation | undefined {
  if (!(error instanceof Error)) return undefined
  const { query, sql } = error as Error & { query?: unknown; sql?: unknown }
  const table = targetOf(query ?? sql) ?? target
  // Drizzle's message quotes the statement's parameters, which anyone may have written.
  const violation = isOfDrizzle(error) ? undefined : read(error, table)
  if (violation?.kind === 'unique') return { ...violation, table: violation.table ?? table }
  return violation ?? violationOf(error.cause, read, table)
}

const longWait = 1_000

/**
 * Whether another write was in the way of one, which can be tried again. What a lock has kept out for
 * long, as long as the app lets it wait, is not.
 */
export function isInTheWay(error: unknown, elapsed: number, read: ReadViolation): boolean {
  const kind = violationOf(error, read)?.kind
  return kind === 'undone' || (kind === 'locked' && elapsed < longWait)
}

function targetOf(statement: unknown): string | undefined {
  const quoted = /^\s*(?:insert into|update) (?:["`][^"`]+["`]\.)?["`]([^"`]+)["`]/i
  return quoted.exec(String(statement))?.[1]
}

/** Finds the columns of a violated constraint in the tables. */
export function takenIn(tables: AuthTables, violation: UniqueViolation): TakenIn {
  const { table, columns, index } = violation
  for (const part of parts) {
    const { name } = tables[part]
    if (table !== undefined && table !== name) continue
    const found = tables[part].columnsOf(violation)
    if (found.length > 0) return { part, table: name, columns: found, index }
  }
  return { table, columns: columns ?? [], index }
}
