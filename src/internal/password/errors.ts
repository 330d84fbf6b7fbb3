import { isInstance } from '../is-instance.ts'

/** Why a password was not hashed: too many waited already, or it has waited too long itself. */
export type PasswordQueueErrorCode = 'PASSWORD_QUEUE_FULL' | 'PASSWORD_QUEUE_TIMEOUT'

/**
 * Rejects a hash when as many logins as may wait are waiting already, or when it has waited for its
 * turn as long as it may: answer with 503 and let the client try again. `code` is stable.
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
  readonly code: PasswordQueueErrorCode

  constructor(code: PasswordQueueErrorCode, amount: number) {
    const reason =
      code === 'PASSWORD_QUEUE_FULL'
        ? `${amount} others are waiting already`
        : `its turn did not come within ${amount} ms`
    super(`The password cannot be hashed now: ${reason}. Try again later`)
    this.code = code
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
