import { inspect } from 'node:util'
import { expect } from 'vitest'
import { createThrottle } from '../../src/throttle.ts'
import { createTokens, TokenError } from '../../src/tokens.ts'
import { type Engine, holds, type TestDatabase, using } from './engine.ts'

const hour = 3_600_000
const purposes = {
  verify: { expiresIn: hour },
  reset: { expiresIn: hour },
  over: { expiresIn: 1 },
  code: { expiresIn: hour, digits: 6, attempts: 5 },
}
const invalid = { name: 'TokenError', code: 'INVALID_TOKEN' }
const table = 'user_token'

/** A code that is not the right one. */
const otherThan = (code: string, step = 1) =>
  String((Number(code) + step) % 1_000_000).padStart(6, '0')

export function tokenCases(engine: Engine): void {
  const { createAuth, schemas } = engine
  const options = { schema: schemas.tokens }

  async function withUsers(
    body: (on: {
      auth: ReturnType<typeof createAuth<typeof schemas.tokens>>['auth']
      tokens: ReturnType<typeof tokensOn>
      database: TestDatabase
    }) => Promise<void>,
    foreignKeys = true,
  ): Promise<void> {
    await using(
      engine,
      ['tokens'],
      async (database) => {
        const { auth } = createAuth(database.handle, options)
        for (const userId of ['anna', 'berta']) {
          await auth.createUser({ userId, key: null, attributes: { username: userId } })
        }
        await body({ auth, tokens: tokensOn(database), database })
      },
      { foreignKeys },
    )
  }
  const tokensOn = ({ handle }: TestDatabase) => createTokens(createAuth(handle, options), purposes)

  holds(engine, 'redeems a secret once, of its purpose, with the values of its own columns', () =>
    withUsers(async ({ tokens, database }) => {
      const sentAt = new Date(Date.UTC(2026, 0, 1))
      const attributes = { email: 'a@b.c', sentAt, resent: true }
      const secret = await tokens.issue('verify', 'anna', { attributes })
      const others = await tokens.issue('verify', 'berta')
      expect(secret).toMatch(/^[a-z0-9]{40}$/)
      expect(JSON.stringify(await database.rows(table))).not.toContain(secret)
      await expect(tokens.redeem('reset', secret)).rejects.toMatchObject(invalid)
      expect(await tokens.redeem('verify', secret)).toEqual({ userId: 'anna', attributes })
      await expect(tokens.redeem('verify', secret)).rejects.toBeInstanceOf(TokenError)
      const ofBerta = { email: null, sentAt: null, resent: false }
      const redeemed = await tokens.redeem('verify', others)
      expect(redeemed).toEqual({ userId: 'berta', attributes: ofBerta })
      expect(await database.rows(table)).toEqual([])
    }),
  )

  if (engine.isOfficial) return

  holds(engine, 'ends the earlier secret of a purpose and user, with all that belongs to it', () =>
    withUsers(async ({ tokens, database }) => {
      const first = await tokens.issue('verify', 'anna', { attributes: { email: 'old@b.c' } })
      const reset = await tokens.issue('reset', 'anna')
      const code = await tokens.issue('code', 'anna')
      await expect(tokens.redeem('code', otherThan(code), { userId: 'anna' })).rejects.toThrow()
      const next = await tokens.issue('code', 'anna')
      const second = await tokens.issue('verify', 'anna')
      await expect(tokens.redeem('verify', first)).rejects.toMatchObject(invalid)
      expect(await tokens.redeem('verify', second)).toMatchObject({ attributes: { email: null } })
      expect(await tokens.redeem('reset', reset)).toMatchObject({ userId: 'anna' })
      expect(await database.rows(table)).toMatchObject([{ purpose: 'code', attempts: 0 }])
      expect(await tokens.redeem('code', next, { userId: 'anna' })).toMatchObject({
        userId: 'anna',
      })
    }),
  )

  holds(engine, 'lets one of twenty have a secret, and one of ten secrets of a user be', () =>
    withUsers(async ({ tokens, database }) => {
      const secret = await tokens.issue('reset', 'anna')
      const redeemed = await Promise.allSettled(
        Array.from({ length: 20 }, () => tokens.redeem('reset', secret)),
      )
      expect(redeemed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const one of redeemed) {
        if (one.status === 'rejected') expect(one.reason).toMatchObject(invalid)
      }
      const issued = Array.from({ length: 10 }, () => tokens.issue('reset', 'anna'))
      const secrets = await Promise.all(issued)
      expect(await database.rows(table)).toHaveLength(1)
      const left = await Promise.allSettled(secrets.map((one) => tokens.redeem('reset', one)))
      expect(left.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }),
  )

  holds(engine, 'looks at no more guesses of a code than it may, of many at once neither', () =>
    withUsers(async ({ tokens, database }) => {
      const code = await tokens.issue('code', 'anna')
      expect(code).toMatch(/^[0-9]{6}$/)
      expect(JSON.stringify(await database.rows(table))).not.toContain(code)
      const guess = (wrong: string, userId = 'anna') => tokens.redeem('code', wrong, { userId })
      await expect(guess(code, 'berta')).rejects.toMatchObject(invalid)
      for (let wrong = 1; wrong < 5; wrong++) {
        await expect(guess(otherThan(code, wrong))).rejects.toMatchObject(invalid)
      }
      expect(await guess(code)).toMatchObject({ userId: 'anna' })
      await expect(guess(code)).rejects.toMatchObject(invalid)

      const second = await tokens.issue('code', 'anna')
      const guesses = Array.from({ length: 50 }, (_, index) => guess(otherThan(second, index + 1)))
      for (const { status } of await Promise.allSettled(guesses)) expect(status).toBe('rejected')
      expect(await database.rows(table)).toMatchObject([{ attempts: 5 }])
      await expect(guess(second)).rejects.toMatchObject(invalid)
    }),
  )

  holds(engine, 'refuses all that is no secret of its own in one way', () =>
    withUsers(async ({ tokens }) => {
      const over = await tokens.issue('over', 'anna')
      await new Promise((resolve) => setTimeout(resolve, 5))
      const wrong = [over, 'x'.repeat(40), 'X'.repeat(40), '', 'a\0b', undefined, null, 1, {}]
      for (const secret of wrong) {
        const error = await tokens.redeem('over', secret as string).catch((reason) => reason)
        expect({ ...error, message: error.message }).toEqual({
          ...new TokenError(),
          message: new TokenError().message,
        })
        const userIds = ['anna', 'nobody', '', 'a\0b', undefined, { id: 1 }] as string[]
        for (const userId of userIds) {
          const redeemed = tokens.redeem('code', secret as string, { userId })
          await expect(redeemed).rejects.toMatchObject(invalid)
        }
      }
      const forgotten = (tokens.redeem as (...args: unknown[]) => Promise<unknown>)(
        'code',
        '123456',
      )
      await expect(forgotten).rejects.toThrow(/a code belongs to its user/)
    }),
  )

  holds(
    engine,
    'issues nothing for a user that there is not, or with attributes of another table',
    () =>
      withUsers(async ({ tokens, database }) => {
        for (const userId of ['nobody', '', undefined, { id: 1 }] as string[]) {
          await expect(tokens.issue('reset', userId)).rejects.toThrow('AUTH_INVALID_USER_ID')
        }
        for (const attributes of [
          { emial: 'x' },
          { email: 1 },
          { userId: 'berta' },
          { attempts: 9 },
        ]) {
          const issued = tokens.issue('reset', 'anna', { attributes } as never)
          await expect(issued).rejects.toThrow(TypeError)
        }
        await expect(tokens.issue('none' as 'reset', 'anna')).rejects.toThrow(
          /purpose must be one of/,
        )
        expect(await database.rows(table)).toEqual([])
      }, false),
  )

  holds(
    engine,
    'deletes what is over, and the secrets of a user with it, without foreign keys too',
    () =>
      withUsers(async ({ auth, tokens, database }) => {
        for (const userId of ['anna', 'berta']) await tokens.issue('over', userId)
        for (const userId of ['anna', 'berta']) await tokens.issue('reset', userId)
        await tokens.issue('code', 'anna')
        await new Promise((resolve) => setTimeout(resolve, 5))
        expect(await tokens.deleteExpired({ limit: 1 })).toBe(1)
        expect(await tokens.deleteExpired()).toBe(1)
        expect(await tokens.deleteExpired()).toBe(0)
        await auth.deleteUser('anna')
        expect(await database.rows(table)).toMatchObject([{ user_id: 'berta', purpose: 'reset' }])
      }, false),
  )

  holds(engine, 'keeps a secret that the database does not let go of, and its user', () =>
    withUsers(async ({ auth, tokens, database }) => {
      const secret = await tokens.issue('reset', 'anna')
      const code = await tokens.issue('code', 'anna')
      await database.refuseDeletes(table)
      for (const call of [
        () => tokens.redeem('reset', secret),
        () => tokens.redeem('code', code, { userId: 'anna' }),
        () => auth.deleteUser('anna'),
      ]) {
        const error: unknown = await call().catch((reason: unknown) => reason)
        expect(error).toBeInstanceOf(Error)
        expect(error).not.toBeInstanceOf(TokenError)
        expect(inspect(error)).not.toContain(secret)
      }
      expect(await database.rows(table)).toHaveLength(2)
      expect(await auth.getUser('anna')).toMatchObject({ userId: 'anna' })
    }),
  )

  holds(
    engine,
    'says at set-up that a schema has no such tables, and later that a database has none',
    () =>
      using(engine, ['lucia'], async ({ handle }) => {
        const plain = createAuth(handle, { schema: schemas.lucia })
        const missing = (name: string, caller: string) =>
          new RegExp(
            `schema\\.${name} is missing, which ${caller}\\(\\) needs.*\\{ ${name}: true \\}`,
          )
        expect(() => createTokens(plain as never, purposes)).toThrow(
          missing('token', 'createTokens'),
        )
        expect(() => createThrottle(plain as never)).toThrow(missing('throttle', 'createThrottle'))
        const setup = createAuth(handle, options)
        await setup.auth.createUser({ userId: 'anna', key: null, attributes: { username: 'anna' } })
        const issued = createTokens(setup, purposes).issue('reset', 'anna')
        await expect(issued).rejects.toThrow(/user_token/)
        let isDone = false
        const guarded = createThrottle(setup).guard(['anna'], async () => {
          isDone = true
        })
        await expect(guarded).rejects.toThrow(/user_throttle/)
        expect(isDone).toBe(false)
      }),
  )
}
