import { isInstance } from '../is-instance.ts'

/**
 * Rejects `redeem()` whatever the reason: the secret is unknown, over, used already, of another
 * purpose or another user, or has been guessed at too often. `code` is stable. Answer all alike.
 *
 * @example
 * ```ts
 * if (error instanceof TokenError) return c.text('This link is not valid, ask for a new one', 400)
 * ```
 */
export class TokenError extends Error {
  override readonly name = 'TokenError'
  readonly code = 'INVALID_TOKEN'

  constructor() {
    super('The token is not valid, or not any more')
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isInstance(this, 'TokenError', value)
  }
}
