import { type Column, DrizzleQueryError, getTableColumns, getTableName } from 'drizzle-orm'
import { LuciaError } from 'lucia'
import { UniqueConstraintError } from '../../errors.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'

/** Which constraint a database refused a write for, or that others were in its way. */
export type Violation =
  | { kind: 'reference' }
  | { kind: 'conflict' }
  | {
      kind: 'unique'
      /** Whether a column, in the table of that name, is one that must be unique. */
      concerns(table: string, column: Column): boolean
    }

/** Reads a driver's own error; `statement` is the SQL that failed, where it is known. */
export type ReadViolation = (error: Error, statement: string) => Violation | undefined

/** Waits for a write; a user id says whose missing user a violated reference would mean. */
export type Write = <Result>(statement: PromiseLike<Result>, userId?: string) => Promise<Result>

export function writer(
  schema: AuthSchema,
  read: ReadViolation,
  hasUser: (userId: string) => Promise<boolean>,
): Write {
  return async function write(statement, userId) {
    try {
      return await statement
    } catch (error) {
      const violated = violationOf(error, read)
      if (violated?.kind === 'unique')
        throw uniqueError(schema, violated.concerns, driverError(error))
      if (violated?.kind === 'reference' && userId !== undefined) {
        // The row may refer to tables of the app as well, so look whether it is the user who is missing.
        if (!(await hasUser(userId))) throw new LuciaError('AUTH_INVALID_USER_ID')
      }
      throw driverError(error)
    }
  }
}

/** Whether a write was undone because of another one, so that it can be tried again. */
export function isConflict(error: unknown, read: ReadViolation): boolean {
  return violationOf(error, read)?.kind === 'conflict'
}

/** Waits for a statement, with the driver's own error in place of Drizzle's. */
export async function driverErrors<Result>(
  statement: PromiseLike<Result> | Result,
): Promise<Result> {
  try {
    return await statement
  } catch (error) {
    throw driverError(error)
  }
}

/** Drizzle's errors quote the parameters in their message, session ids and password hashes as well. */
export function driverError(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? (error.cause ?? error) : error
}

/** Finds the constraint behind an error, under the wrappers of Drizzle and of the driver. */
function violationOf(error: unknown, read: ReadViolation, statement = ''): Violation | undefined {
  // Drizzle's message quotes the statement's parameters, which anyone may have written.
  if (error instanceof DrizzleQueryError) return violationOf(error.cause, read, error.query)
  if (!(error instanceof Error)) return undefined
  return read(error, statement) ?? violationOf(error.cause, read, statement)
}

/** What a violated unique constraint means to Lucia and to the app; the error itself if nothing. */
function uniqueError(
  schema: AuthSchema,
  concerns: (table: string, column: Column) => boolean,
  cause: unknown,
): unknown {
  for (const part of ['user', 'session', 'key'] as const) {
    const table = getTableName(schema[part])
    const properties = Object.entries(getTableColumns(schema[part]))
      .filter(([, column]) => concerns(table, column))
      .map(([property]) => property)
    if (properties.length === 0) continue
    if (part === 'key' && properties[0] === 'id') return new LuciaError('AUTH_DUPLICATE_KEY_ID')
    return new UniqueConstraintError(table, properties, cause)
  }
  return cause
}
