import type { LimitOption } from '../adapter/in-batches.ts'
import type { TokenTable } from '../schema/token-table.ts'
import type { CodePurpose, Purpose } from './purposes.ts'

type Owned = 'id' | 'purpose' | 'userId' | 'expires' | 'attempts'

/** The columns of the app's own, as they are written. */
type NewAttributes<Table extends TokenTable> = Table extends { $inferInsert: infer Row }
  ? NoOther<Omit<Row, Owned>>
  : never

/** TypeScript accepts every object for `{}`; a table without columns of its own accepts none. */
type NoOther<Values> = keyof Values extends never ? Record<string, never> : Values

/** The same as they are read. */
export type TokenAttributes<Table extends TokenTable> = Table extends { $inferSelect: infer Row }
  ? Omit<Row, Owned>
  : never

/** The options may be left out where no attribute is required. */
type IssueOptions<Attributes> =
  Record<never, never> extends Attributes
    ? [options?: { attributes?: Attributes | undefined }]
    : [options: { attributes: Attributes }]

/** A code belongs to its user, whom a link names by itself. */
type RedeemOptions<AnyPurpose> = AnyPurpose extends CodePurpose ? [options: { userId: string }] : []

/** What `createTokens()` returns. */
export interface Tokens<
  Table extends TokenTable,
  Purposes extends Readonly<Record<string, Purpose>>,
> {
  /**
   * Makes a secret for a user, and ends an earlier one of that purpose. It is yours to send: the
   * table holds its SHA-256 alone. Rejects with Lucia's `AUTH_INVALID_USER_ID` for an unknown user.
   */
  issue<Name extends keyof Purposes & string>(
    purpose: Name,
    userId: string,
    ...options: IssueOptions<NewAttributes<Table>>
  ): Promise<string>
  /**
   * Takes a secret in, once: of many at the same time, one resolves. All others, and whatever else is
   * wrong with a secret, reject with the same `TokenError`.
   */
  redeem<Name extends keyof Purposes & string>(
    purpose: Name,
    secret: string | null | undefined,
    ...options: RedeemOptions<Purposes[Name]>
  ): Promise<{ userId: string; attributes: TokenAttributes<Table> }>
  /** Deletes secrets that are over, for a cron job: 10,000 at most by default. */
  deleteExpired(options?: LimitOption): Promise<number>
}
