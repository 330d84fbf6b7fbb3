import { isInstance } from '../is-instance.ts'

/**
 * Rejects a hash when as many logins as may wait are waiting already: answer with 503 and let the
 * client try again. `code` is stable.
 *
 * @example
 * ```ts
 * app.onError((error, c) => {
 *   if (error instanceof PasswordQueueError) return c.text('Busy, please try again', 503)
 *   throw error
 * })
 * ```
 */
export class PasswordQueueError extends Error {
  override readonly name = 'PasswordQueueError'
  readonly code = 'PASSWORD_QUEUE_FULL'

  constructor(waiting: number) {
    super(
      `The password cannot be hashed now: ${waiting} others are waiting already. Try again later`,
    )
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstance(this, 'PasswordQueueError', value)
  }
}

/**
 * Rejects the hash of a new password that is too long, before any work: answer with 400. `code` is
 * stable. A login with such a password is a wrong password instead.
 */
export class PasswordLengthError extends RangeError {
  override readonly name = 'PasswordLengthError'
  readonly code = 'PASSWORD_TOO_LONG'

  constructor(limit: number, length: number) {
    super(`The password must have at most ${limit} characters. Received ${length}`)
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstance(this, 'PasswordLengthError', value)
  }
}
