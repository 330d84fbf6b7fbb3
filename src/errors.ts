import type { LuciaError } from 'lucia'
import { isInstance } from './internal/is-instance.ts'

/** What a {@link SetupError} is about: the driver handle, the options, the tables or their names. */
export type SetupErrorCode =
  | 'INVALID_DRIVER'
  | 'INVALID_OPTIONS'
  | 'INVALID_SCHEMA'
  | 'INVALID_TABLE_NAME'

/**
 * Thrown at once by `createAuth()`, `createSchema()` and the middleware when the set-up is wrong.
 * The message says which argument, what it must be, what came and what to do; `code` is stable.
 */
export class SetupError extends Error {
  override readonly name = 'SetupError'
  readonly code: SetupErrorCode

  constructor(code: SetupErrorCode, message: string) {
    super(message)
    this.code = code
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstance(this, 'SetupError', value)
  }
}

/**
 * What the driver's own error is as well when a write would give a unique column a value that another
 * row has: an email that is taken, say, or a user id. Its class, its `code` and the rest of it are the
 * driver's; `instanceof` knows it by its `columns`. A taken key id is Lucia's `AUTH_DUPLICATE_KEY_ID`
 * instead.
 *
 * @example
 * ```ts
 * if (error instanceof UniqueConstraintError && error.columns.includes('email')) {
 *   return c.text('This email is taken', 409)
 * }
 * ```
 */
export abstract class UniqueConstraintError extends Error {
  /** The table, by its name in the database, where the driver tells it. */
  declare readonly table: string | undefined
  /**
   * The columns, by their property names in the schema; more than one for a composite constraint, and
   * none where only the name of an index is known that is not in the schema.
   */
  declare readonly columns: readonly string[]
  /** The index or the constraint, by its name in the database, where the driver tells it. */
  declare readonly index?: string

  static override [Symbol.hasInstance](value: unknown): boolean {
    return (
      value instanceof Error && 'table' in value && Array.isArray(Reflect.get(value, 'columns'))
    )
  }
}

/** The codes of Lucia's errors, which are their messages. */
export type LuciaErrorCode = LuciaError['message']

/**
 * Whether an error is Lucia's, and of that code where one is given. It holds for errors that come over
 * a service binding or from a Durable Object too, where `instanceof LuciaError` does not.
 *
 * @example
 * ```ts
 * if (isLuciaError(error, 'AUTH_INVALID_PASSWORD')) return c.text('Wrong password', 400)
 * ```
 */
export function isLuciaError<Code extends LuciaErrorCode = LuciaErrorCode>(
  error: unknown,
  code?: Code,
): error is LuciaError & { message: Code } {
  const { message } = Object(error) as { message?: unknown }
  if (!(error instanceof Error)) return false
  return code === undefined ? luciaCode.test(String(message)) : message === code
}

const luciaCode = /^(?:AUTH_[A-Z_]+|REQUEST_UNAUTHORIZED|UNKNOWN_ERROR)$/
