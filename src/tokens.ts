import type { AnySetup } from './internal/own-table.ts'
import type { TokenTable } from './internal/schema/token-table.ts'
import { IssuedTokens } from './internal/tokens/issued.ts'
import { assertPurposes, type Purpose } from './internal/tokens/purposes.ts'
import type { Tokens } from './internal/tokens/tokens.ts'

export { TokenError } from './internal/tokens/errors.ts'
export type { CodePurpose, LinkPurpose, Purpose } from './internal/tokens/purposes.ts'
export type { TokenAttributes, Tokens } from './internal/tokens/tokens.ts'

/** What `createAuth()` returns, where the schema has a table for tokens. */
export interface TokenSetup<Table extends TokenTable> extends AnySetup {
  auth: { getUser(userId: string): Promise<unknown> }
  schema: { token: Table }
}

/**
 * One-time secrets for a set-up: for links in e-mails and codes to type in, each purpose under its
 * name. Their table is that of `createSchema({ token: true })`. It asks nothing of the database.
 * Throws a `SetupError` when the schema has no such table, or when a purpose is wrong.
 *
 * @example
 * ```ts
 * const tokens = createTokens(setup, { reset: { expiresIn: 3_600_000 } })
 * const secret = await tokens.issue('reset', userId)
 * const { userId } = await tokens.redeem('reset', secret)
 * ```
 */
export function createTokens<
  Table extends TokenTable,
  const Purposes extends Readonly<Record<string, Purpose>>,
>(setup: TokenSetup<Table>, purposes: Purposes): Tokens<Table, Purposes> {
  assertPurposes(purposes)
  const issued = new IssuedTokens(setup, purposes)
  const tokens: unknown = {
    issue: issued.issue.bind(issued),
    redeem: issued.redeem.bind(issued),
    deleteExpired: issued.deleteExpired.bind(issued),
  }
  return tokens as Tokens<Table, Purposes>
}
