import { isInstance } from '../is-instance.ts'

/**
 * Rejects `guard()` without the work being done, while a name has to wait: answer with 429 and a
 * `Retry-After` header. `code` is stable.
 *
 * @example
 * ```ts
 * if (error instanceof ThrottleError) {
 *   return c.text('Too many attempts', 429, { 'Retry-After': String(error.retryAfter) })
 * }
 * ```
 */
export class ThrottleError extends Error {
  override readonly name = 'ThrottleError'
  readonly code = 'THROTTLED'
  /** How many seconds are left to wait. */
  readonly retryAfter: number

  constructor(retryAfter: number) {
    super(`Too many failed attempts: try again in ${retryAfter} s`)
    this.retryAfter = retryAfter
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstance(this, 'ThrottleError', value)
  }
}
