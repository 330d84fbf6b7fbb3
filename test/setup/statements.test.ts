import { LuciaError } from 'lucia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type AuthSchema, tableNamesOf } from '../../src/internal/schema/auth-schema.ts'
import { createThrottle } from '../../src/throttle.ts'
import { createTokens } from '../../src/tokens.ts'
import type { CreateAuth } from '../drivers/driver.ts'
import { inNode } from '../drivers/drivers.ts'
import type { Row } from '../drivers/tables.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 0, 1)
type Auth = ReturnType<CreateAuth>['auth']

afterEach(() => {
  vi.useRealTimers()
})

describe.each(inNode)('the statements of $name', ({ createAuth, count, dialect }) => {
  async function withSession(
    body: (
      auth: Auth,
      sentBy: (work: () => unknown) => Promise<number>,
      setup: never,
    ) => Promise<void>,
    optionsOf: (schema: AuthSchema) => object = (schema) => ({ schema }),
  ): Promise<void> {
    const { handle, schema, sent, close } = await count()
    try {
      const setup = createAuth(handle, { ...optionsOf(schema), env: 'DEV' }) as { auth: Auth }
      const { auth } = setup
      vi.useFakeTimers({ now, toFake: ['Date'] })
      await auth.createUser({ userId: 'anna', key: null, attributes: { username: 'anna' } })
      await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
      const sentBy = async (work: () => unknown) => {
        const before = await sent()
        await work()
        return (await sent()) - before
      }
      await body(auth, sentBy, setup as never)
    } finally {
      vi.useRealTimers()
      await close()
    }
  }

  it('are none for a set-up', async () => {
    const { handle, schema, sent, close } = await count()
    try {
      const before = await sent()
      for (let call = 0; call < 3; call++) createAuth(handle, { schema })
      await new Promise((resolve) => setImmediate(resolve))
      expect(await sent()).toBe(before)
    } finally {
      await close()
    }
  })

  it('are one for a session check, the first as the hundredth', () =>
    withSession(async (auth, sentBy) => {
      expect(await sentBy(() => auth.validateSession('session-1'))).toBe(1)
      const many = await sentBy(async () => {
        for (let check = 0; check < 100; check++) await auth.validateSession('session-1')
      })
      expect(many).toBe(100)
    }))

  it('are one for a session check by columns, with attributes of user and session', () =>
    withSession(
      async (auth, sentBy) => {
        expect(await sentBy(() => auth.validateSession('session-1'))).toBe(1)
        expect(await auth.validateSession('session-1')).toMatchObject({
          country: null,
          user: { userId: 'anna', username: 'anna' },
        })
      },
      (schema) => ({
        attributes: 'columns',
        tableNames: tableNamesOf(schema),
        getUserAttributes: ({ username }: Row) => ({ username }),
        getSessionAttributes: ({ country }: Row) => ({ country }),
      }),
    ))

  it('are two where the check renews the session', () =>
    withSession(async (auth, sentBy) => {
      vi.setSystemTime(now + 2 * day)
      expect(await sentBy(() => auth.validateSession('session-1'))).toBe(2)
      expect(await sentBy(() => auth.validateSession('session-1'))).toBe(1)
    }))

  it('are none for an id that no session can have, one for an unknown one', () =>
    withSession(async (auth, sentBy) => {
      const refused = (id: unknown) => () =>
        expect(auth.validateSession(id as string)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
      for (const id of ['', 'a b', 'a\0b', 'x'.repeat(256), 1, {}]) {
        expect(await sentBy(refused(id))).toBe(0)
      }
      expect(await sentBy(refused('unknown'))).toBe(1)
    }))

  it('are one for the clean-up when there is nothing to delete', () =>
    withSession(async (auth, sentBy) => {
      expect(await sentBy(() => auth.deleteExpiredSessions())).toBe(1)
    }))

  it('are two for a new secret, one to redeem it where it is given back as it is deleted', () =>
    withSession(async (_, sentBy, setup) => {
      const tokens = createTokens(setup, {
        link: { expiresIn: day },
        code: { expiresIn: day, digits: 6 },
      })
      const returning = dialect === 'mysql' ? 1 : 0
      let secret = ''
      expect(await sentBy(async () => (secret = await tokens.issue('link', 'anna')))).toBe(2)
      const rubbish = () => tokens.redeem('link', 'rubbish').catch(() => {})
      expect(await sentBy(rubbish)).toBe(0)
      expect(await sentBy(() => tokens.redeem('link', secret))).toBe(1 + returning)
      expect(await sentBy(() => tokens.redeem('link', secret).catch(() => {}))).toBe(1)
      const code = await tokens.issue('code', 'anna')
      const guess = (guessed: string) => tokens.redeem('code', guessed, { userId: 'anna' })
      expect(await sentBy(() => guess('wrong').catch(() => {}))).toBe(2)
      expect(await sentBy(() => guess(code))).toBe(2 + returning)
      expect(await sentBy(() => guess(code).catch(() => {}))).toBe(2)
    }))

  it('are one before the work of a guard, one after a failure or to forget failures', () =>
    withSession(async (_, sentBy, setup) => {
      const throttle = createThrottle(setup, { free: 1 })
      const names = ['email:a@b.c', 'address:1.2.3.4']
      const succeed = () => throttle.guard(names, async () => {})
      const fail = () =>
        throttle.guard(names, () => Promise.reject(new LuciaError('AUTH_INVALID_PASSWORD')))
      const failed = () => fail().catch(() => {})
      expect(await sentBy(succeed)).toBe(1)
      expect(await sentBy(failed)).toBe(2)
      expect(await sentBy(succeed)).toBe(2)
      expect(await sentBy(succeed)).toBe(1)
      expect(
        await sentBy(() =>
          throttle.guard(names, () => Promise.reject(new Error())).catch(() => {}),
        ),
      ).toBe(1)
      await failed()
      await failed()
      expect(await sentBy(failed)).toBe(1)
    }))
})
