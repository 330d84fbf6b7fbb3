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
}

/**
 * Thrown by a write that would give a unique column a value that another row has: an email that is
 * taken, say, or a user id. A taken key id is Lucia's `AUTH_DUPLICATE_KEY_ID` instead.
 * The driver's own error is the `cause`.
 *
 * @example
 * ```ts
 * if (error instanceof UniqueConstraintError && error.columns.includes('email')) {
 *   return c.text('This email is taken', 409)
 * }
 * ```
 */
export class UniqueConstraintError extends Error {
  override readonly name = 'UniqueConstraintError'
  readonly code = 'UNIQUE_CONSTRAINT'
  /** The table, by its name in the database. */
  readonly table: string
  /** The columns, by their property names in the schema; more than one for a composite constraint. */
  readonly columns: readonly string[]

  constructor(table: string, columns: readonly string[], cause?: unknown) {
    const names = columns.map((column) => `"${column}"`).join(', ')
    super(`The value of ${names} is taken: it must be unique in the table "${table}"`, { cause })
    this.table = table
    this.columns = columns
  }
}
