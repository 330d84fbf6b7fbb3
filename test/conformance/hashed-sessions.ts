import { afterEach, expect, vi } from 'vitest'
import { type Engine, holds, type TestDatabase, using } from './engine.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 0, 1)
const invalidSession = 'AUTH_INVALID_SESSION_ID'
const hashed = /^sha256:[\da-f]{64}$/

export function hashedSessionCases(engine: Engine): void {
  const { createAuth, schemas } = engine
  const options = {
    schema: schemas.lucia,
    getSessionAttributes: (session: typeof schemas.lucia.session.$inferSelect) => ({
      country: session.country,
    }),
  }
  const hashing = { ...options, sessionIds: 'hashed' as const }

  /** A set-up that hashes, and one that does not yet, or no longer. */
  async function withAnna({ handle }: TestDatabase) {
    vi.useFakeTimers({ now, toFake: ['Date'] })
    const { auth } = createAuth(handle, hashing)
    await auth.createUser({ userId: 'anna', key: null, attributes: { username: 'anna' } })
    return { auth, plain: createAuth(handle, options).auth }
  }
  const ids = async ({ rows }: TestDatabase) =>
    (await rows('user_session')).map(({ id }) => String(id)).sort()

  /** The session of a request with that cookie, and of one with that bearer token. */
  async function opened(auth: ReturnType<typeof createAuth>['auth'], value: string) {
    const sent: Record<string, string>[] = [
      { Cookie: `auth_session=${value}` },
      { Authorization: `Bearer ${value}` },
    ]
    const sessions = sent.map(async (headers) => {
      const request = { method: 'GET', url: 'https://app.test/', headers: new Headers(headers) }
      const authRequest = auth.handleRequestContext({ request, setCookie() {} })
      return (await authRequest.validate()) ?? (await authRequest.validateBearerToken())
    })
    return (await Promise.all(sessions)).map((session) => session?.sessionId)
  }

  afterEach(() => {
    vi.useRealTimers()
  })

  holds(engine, 'are all that the table holds of new sessions, and open nothing', () =>
    using(engine, ['lucia'], async (database) => {
      const { auth, plain } = await withAnna(database)
      const session = await auth.createSession({ userId: 'anna', attributes: { country: 'CH' } })
      const { sessionId } = session
      expect(sessionId).toMatch(/^[a-z0-9]{40}$/)
      const [handle = ''] = await ids(database)
      expect(handle).toMatch(hashed)
      expect(await auth.validateSession(sessionId)).toEqual(session)
      expect(await opened(auth, sessionId)).toEqual([sessionId, sessionId])
      expect(await auth.updateSessionAttributes(sessionId, { country: 'FR' })).toMatchObject({
        sessionId,
        country: 'FR',
      })
      for (const value of [handle, handle.toUpperCase(), encodeURIComponent(handle)]) {
        expect(await opened(auth, value)).toEqual([undefined, undefined])
        expect(await opened(plain, value)).toEqual([undefined, undefined])
        await expect(auth.validateSession(value)).rejects.toThrow(invalidSession)
        await expect(auth.getSession(value)).rejects.toThrow(invalidSession)
        await expect(plain.validateSession(value)).rejects.toThrow(invalidSession)
      }

      await auth.createSession({ userId: 'anna', sessionId: 'other', attributes: {} })
      const listed = (await auth.getAllUserSessions('anna')).map((each) => each.sessionId)
      expect(listed.sort()).toEqual(await ids(database))
      expect(await auth.getSessionHandle(sessionId)).toBe(handle)
      expect(await plain.getSessionHandle(sessionId)).toBe(sessionId)
      await auth.invalidateSession(await auth.getSessionHandle('other'))
      expect(await ids(database)).toEqual([handle])
      await auth.invalidateSession(sessionId)
      expect(await ids(database)).toEqual([])

      await expect(plain.validateSession(sessionId)).rejects.toThrow(invalidSession)
      for (const taken of [handle, handle.toUpperCase()]) {
        const again = auth.createSession({ userId: 'anna', sessionId: taken, attributes: {} })
        await expect(again).rejects.toThrow(invalidSession)
      }
    }),
  )

  holds(engine, 'leave sessions from before valid, and are theirs from their renewal on', () =>
    using(engine, ['lucia'], async (database) => {
      const { auth, plain } = await withAnna(database)
      for (const sessionId of ['one', 'two', 'three', 'four']) {
        await plain.createSession({ userId: 'anna', sessionId, attributes: { country: 'CH' } })
      }
      expect(await auth.validateSession('one')).toMatchObject({ sessionId: 'one', country: 'CH' })
      expect(await auth.updateSessionAttributes('one', { country: 'FR' })).toMatchObject({
        sessionId: 'one',
        country: 'FR',
      })
      await expect(auth.validateSession('ONE')).rejects.toThrow(invalidSession)
      await auth.invalidateSession('two')
      expect(await ids(database)).toEqual(['four', 'one', 'three'])

      vi.setSystemTime(now + 2 * day)
      const renewals = Array.from({ length: 5 }, () => auth.validateSession('one'))
      for (const session of await Promise.all(renewals)) {
        expect(session).toMatchObject({ sessionId: 'one', country: 'FR', state: 'active' })
      }
      const handle = await auth.getSessionHandle('one')
      expect(await ids(database)).toEqual(['four', handle, 'three'])
      vi.setSystemTime(now + 4 * day)
      expect(await auth.validateSession('one')).toMatchObject({ sessionId: 'one', fresh: true })
      expect(await ids(database)).toEqual(['four', handle, 'three'])

      const listed = await auth.getAllUserSessions('anna')
      expect(listed.map(({ sessionId }) => hashed.test(sessionId))).toEqual([true, true, true])
      expect((await ids(database)).every((id) => hashed.test(id))).toBe(true)
      expect(await auth.validateSession('three')).toMatchObject({ sessionId: 'three' })
      await auth.invalidateSession(await auth.getSessionHandle('three'))
      await expect(auth.validateSession('three')).rejects.toThrow(invalidSession)
    }),
  )
}
