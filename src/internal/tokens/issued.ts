import type { Column } from 'drizzle-orm'
import { generateRandomString } from 'lucia/utils'
import { inBatches, type LimitOption } from '../adapter/in-batches.ts'
import { givenAttributes } from '../auth/attributes.ts'
import { userIdFault } from '../auth/ids.ts'
import type { Inside } from '../inside.ts'
import { type AnySetup, ownTable } from '../own-table.ts'
import { valueProblem } from '../schema/drizzle-table.ts'
import { nameProblem } from '../schema/kinds.ts'
import { sha256 } from '../sha256.ts'
import { TokenError } from './errors.ts'
import { type CodePurpose, type Purpose, purposeOf } from './purposes.ts'
import { ownColumns, type TokenRow, TokenStore } from './store.ts'

interface Setup extends AnySetup {
  auth: { getUser(userId: string): Promise<unknown> }
}

/** The secrets of a set-up. */
export class IssuedTokens {
  private readonly auth: Setup['auth']
  private readonly inside: Inside
  private readonly columns: Record<string, Column>
  private readonly store: TokenStore

  constructor(
    setup: Setup,
    private readonly purposes: Readonly<Record<string, Purpose>>,
  ) {
    const { inside, table, columns } = ownTable('createTokens', setup, 'token', ownColumns)
    this.auth = setup.auth
    this.inside = inside
    this.columns = columns
    this.store = new TokenStore(table, columns, inside.traits())
  }

  async issue(
    purpose: string,
    userId: string,
    options: { attributes?: object } = {},
  ): Promise<string> {
    const { expiresIn, digits } = purposeOf(this.purposes, purpose)
    const attributes = givenAttributes(this, options.attributes ?? {})
    await this.auth.getUser(userId)
    const secret = digits ? generateRandomString(digits, '0123456789') : generateRandomString(40)
    const id = await (digits ? codeId(purpose, userId, secret) : sha256(secret))
    const expires = Date.now() + expiresIn
    try {
      await this.store.put({ ...attributes, id, purpose, userId, expires, attempts: 0 })
    } catch (error) {
      // Another request may have deleted the user just now.
      await this.auth.getUser(userId)
      throw error
    }
    return secret
  }

  async redeem(
    name: string,
    secret: unknown,
    options?: { userId: unknown },
  ): Promise<{ userId: string; attributes: object }> {
    const purpose = purposeOf(this.purposes, name)
    const row = await (purpose.digits === undefined
      ? this.takeLink(name, secret)
      : this.takeCode(name, purpose, secret, options))
    if (!row) throw new TokenError()
    const { id: _, purpose: __, userId, expires: ___, attempts: ____, ...attributes } = row
    return { userId, attributes }
  }

  async deleteExpired(options: LimitOption = {}): Promise<number> {
    return await inBatches('deleteExpired', options, (limit) => this.store.deleteExpired(limit))
  }

  /** What is wrong with an attribute: with its name, or with its value. */
  attributeProblem(name: string, value: unknown): string | undefined {
    const names = Object.keys(this.columns).filter((column) => !Object.hasOwn(ownColumns, column))
    const column = names.includes(name) ? this.columns[name] : undefined
    return column ? valueProblem(column, value) : nameProblem('token', names)
  }

  private async takeLink(name: string, secret: unknown): Promise<TokenRow | undefined> {
    // What cannot be a secret is not worth a statement.
    if (typeof secret !== 'string' || !/^[a-z0-9]{40}$/.test(secret)) return undefined
    return await this.store.take(await sha256(secret), name)
  }

  /** Counts the guess first: of many at once, only so many are looked at. */
  private async takeCode(
    name: string,
    { attempts = 5 }: CodePurpose,
    code: unknown,
    options: { userId: unknown } | undefined,
  ): Promise<TokenRow | undefined> {
    if (!options) {
      throw new TypeError(`redeem(): a code belongs to its user. Pass { userId } after it`)
    }
    const { userId } = options
    if (typeof userId !== 'string' || userIdFault(this.inside.tables, userId)) return undefined
    const id = await codeId(name, userId, typeof code === 'string' ? code : '')
    const mayBeLookedAt = await this.store.countGuess(name, userId, attempts)
    // As many statements for every answer: how long it takes tells nothing.
    return await this.store.take(mayBeLookedAt ? id : '', name)
  }
}

/** Codes are so few that two users may have the same one. */
function codeId(purpose: string, userId: string, code: string): Promise<string> {
  return sha256(`${purpose}:${userId}:${code}`)
}
