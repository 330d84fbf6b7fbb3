import { DrizzleQueryError, getTableColumns } from 'drizzle-orm'
import { LuciaError } from 'lucia'
import { UniqueConstraintError } from '../errors.ts'
import type { Violation } from './driver.ts'
import { type AuthSchema, tableNamesOf } from './schema.ts'

/** Finds the constraint behind an error, under the wrappers of Drizzle and of the driver. */
export function violationOf(
  error: unknown,
  ofDriver: (error: Error) => Violation | undefined,
): Violation | undefined {
  // Drizzle's message quotes the statement's parameters, which anyone may have written.
  const wrapped = error instanceof DrizzleQueryError ? error.cause : error
  if (!(wrapped instanceof Error)) return undefined
  return ofDriver(wrapped) ?? violationOf(wrapped.cause, ofDriver)
}

/** What a violated unique constraint means to Lucia and to the app; the error itself if nothing. */
export function uniqueError(
  schema: AuthSchema,
  columns: readonly string[],
  cause: unknown,
): unknown {
  const names = tableNamesOf(schema)
  for (const part of ['user', 'session', 'key'] as const) {
    const properties = Object.entries(getTableColumns(schema[part]))
      .filter(([, column]) => columns.includes(`${names[part]}.${column.name}`))
      .map(([property]) => property)
    if (properties.length === 0) continue
    if (part === 'key' && properties[0] === 'id') return new LuciaError('AUTH_DUPLICATE_KEY_ID')
    return new UniqueConstraintError(names[part], properties, cause)
  }
  return cause
}
