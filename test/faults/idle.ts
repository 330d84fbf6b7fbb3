import { expect, vi } from 'vitest'
import type { CreateAuth } from '../drivers/driver.ts'

const day = 24 * 60 * 60 * 1000
type Auth = ReturnType<CreateAuth>['auth']

/** A session of Anna's, as it is on the day after its active period. */
export interface IdleSession {
  /** Expects that a check gives the session as it is, and sends no cookie. */
  expectUnchanged(auth: Auth): Promise<void>
  /** Expects that a check renews the session. */
  expectRenewal(auth: Auth): Promise<void>
  /** Expects the dates of a session that is renewed at this moment. */
  expectActive(session: object): void
}

/** Signs Anna in and lets two days pass; the clock stands still until `body` is over. */
export async function withIdleSession(
  auth: Auth,
  body: (session: IdleSession) => Promise<void>,
): Promise<void> {
  const now = Date.now()
  vi.useFakeTimers({ now, toFake: ['Date'] })
  try {
    await auth.createUser({ userId: 'anna', key: null, attributes: { username: 'anna' } })
    await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
    vi.setSystemTime(now + 2 * day)
    const expectActive = (session: object) =>
      expect(session).toMatchObject({
        user: { userId: 'anna' },
        state: 'active',
        activePeriodExpiresAt: new Date(now + 3 * day),
        idlePeriodExpiresAt: new Date(now + 17 * day),
      })
    await body({
      async expectUnchanged(other) {
        const session = await other.validateSession('session-1')
        expect(session).toMatchObject({
          user: { userId: 'anna' },
          state: 'idle',
          fresh: false,
          activePeriodExpiresAt: new Date(now + day),
          idlePeriodExpiresAt: new Date(now + 15 * day),
        })
        expect(await visit(other)).toEqual({ session, cookies: [] })
      },
      async expectRenewal(other) {
        const session = await other.validateSession('session-1')
        expect(session).toMatchObject({ fresh: true })
        expectActive(session)
      },
      expectActive,
    })
  } finally {
    vi.useRealTimers()
  }
}

/** What a request with the cookie of the session gets. */
async function visit(auth: Auth) {
  const cookies: unknown[] = []
  const handle = auth.handleRequest as unknown as (
    context: object,
  ) => ReturnType<Auth['handleRequest']>
  const headers = new Headers({ Cookie: 'auth_session=session-1' })
  const request = { method: 'GET', url: 'https://app.test/', headers }
  const session = await handle({
    request,
    setCookie: (cookie: unknown) => cookies.push(cookie),
  }).validate()
  return { session, cookies }
}
