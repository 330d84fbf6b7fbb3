import { type Column, DrizzleQueryError, getTableColumns, getTableName } from 'drizzle-orm'
import { LuciaError } from 'lucia'
import { UniqueConstraintError } from '../errors.ts'
import type { AuthSchema } from './schema.ts'

/** Which constraint a database refused a write for. */
export type Violation =
  | { kind: 'reference' }
  | {
      kind: 'unique'
      /** Whether a column, in the table of that name, is one that must be unique. */
      concerns(table: string, column: Column): boolean
    }

/** Reads a driver's own error; `statement` is the SQL that failed, where it is known. */
export type ReadViolation = (error: Error, statement: string) => Violation | undefined

/** Finds the constraint behind an error, under the wrappers of Drizzle and of the driver. */
export function violationOf(
  error: unknown,
  read: ReadViolation,
  statement = '',
): Violation | undefined {
  // Drizzle's message quotes the statement's parameters, which anyone may have written.
  if (error instanceof DrizzleQueryError) return violationOf(error.cause, read, error.query)
  if (!(error instanceof Error)) return undefined
  return read(error, statement) ?? violationOf(error.cause, read, statement)
}

/** What a violated unique constraint means to Lucia and to the app; the error itself if nothing. */
export function uniqueError(
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
