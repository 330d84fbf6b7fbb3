import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CreateAuth } from '../faults/drivers.ts'
import { openCounted } from './counted.ts'
import { entries } from './entries.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 0, 1)
type Auth = ReturnType<CreateAuth>['auth']

afterEach(() => {
  vi.useRealTimers()
})

describe.each(entries)('the statements of $name', ({ name, createAuth }) => {
  async function withSession(
    body: (auth: Auth, sentBy: (work: () => unknown) => Promise<number>) => Promise<void>,
  ): Promise<void> {
    const { handle, schema, sent, close } = await openCounted[name]()
    try {
      const { auth } = createAuth(handle, { schema, env: 'DEV' }) as { auth: Auth }
      vi.useFakeTimers({ now, toFake: ['Date'] })
      await auth.createUser({ userId: 'anna', key: null, attributes: { username: 'anna' } })
      await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
      await body(auth, async (work) => {
        const before = await sent()
        await work()
        return (await sent()) - before
      })
    } finally {
      vi.useRealTimers()
      await close()
    }
  }

  it('are none for a set-up', async () => {
    const { handle, schema, sent, close } = await openCounted[name]()
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
})
