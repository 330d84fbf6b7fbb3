import { afterEach, expect, vi } from 'vitest'
import { type Engine, holds, type TestDatabase, using } from './engine.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 0, 1)
const invalidSession = 'AUTH_INVALID_SESSION_ID'

export function sessionCases(engine: Engine): void {
  const { createAuth, schemas } = engine
  const options = {
    schema: schemas.lucia,
    getUserAttributes: (user: typeof schemas.lucia.user.$inferSelect) => ({
      username: user.username,
    }),
    getSessionAttributes: (session: typeof schemas.lucia.session.$inferSelect) => ({
      country: session.country,
    }),
  }

  async function withUser(database: TestDatabase) {
    vi.useFakeTimers({ now, toFake: ['Date'] })
    const { auth } = createAuth(database.handle, options)
    await auth.createUser({ userId: 'anna', key: null, attributes: { username: 'anna' } })
    return auth
  }

  afterEach(() => {
    vi.useRealTimers()
  })

  holds(engine, 'writes a session as Lucia does, and reads it back', () =>
    using(engine, ['lucia'], async (database) => {
      const auth = await withUser(database)
      const session = await auth.createSession({ userId: 'anna', attributes: { country: 'CH' } })
      expect(session).toEqual({
        sessionId: expect.stringMatching(/^[a-z0-9]{40}$/),
        user: { userId: 'anna', username: 'anna' },
        country: 'CH',
        activePeriodExpiresAt: new Date(now + day),
        idlePeriodExpiresAt: new Date(now + 15 * day),
        state: 'active',
        fresh: false,
      })
      expect(await auth.validateSession(session.sessionId)).toEqual(session)
      const [row] = await database.rows('user_session')
      expect(row).toMatchObject({ id: session.sessionId, user_id: 'anna', country: 'CH' })
      expect(Number(row?.active_expires)).toBe(now + day)
      expect(Number(row?.idle_expires)).toBe(now + 15 * day)
    }),
  )

  holds(engine, 'is active to the millisecond, then idle to the millisecond, then over', () =>
    using(engine, ['lucia'], async (database) => {
      const auth = await withUser(database)
      await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
      const stateAt = async (time: number) => {
        vi.setSystemTime(time)
        return (await auth.getSession('session-1')).state
      }
      expect(await stateAt(now + day)).toBe('active')
      expect(await stateAt(now + day + 1)).toBe('idle')
      expect(await stateAt(now + 15 * day)).toBe('idle')
      await expect(stateAt(now + 15 * day + 1)).rejects.toThrow(invalidSession)
      await expect(auth.validateSession('session-1')).rejects.toThrow(invalidSession)
    }),
  )

  holds(engine, 'renews an idle session once, in the row and in what it returns', () =>
    using(engine, ['lucia'], async (database) => {
      const auth = await withUser(database)
      await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
      vi.setSystemTime(now + 2 * day)
      const renewed = {
        state: 'active',
        fresh: true,
        activePeriodExpiresAt: new Date(now + 3 * day),
        idlePeriodExpiresAt: new Date(now + 17 * day),
      }
      expect(await auth.validateSession('session-1')).toMatchObject(renewed)
      expect(await auth.validateSession('session-1')).toMatchObject({ ...renewed, fresh: false })
      const [row] = await database.rows('user_session')
      expect(Number(row?.idle_expires)).toBe(now + 17 * day)
    }),
  )

  holds(engine, 'does not bring back a session that is deleted while it is renewed', () =>
    using(engine, ['lucia'], async (database) => {
      const auth = await withUser(database)
      await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
      vi.setSystemTime(now + 2 * day)
      let deleted: Promise<void> | undefined
      // Called between the read and the write of a renewal.
      function getUserAttributes() {
        deleted ??= database.remove('user_session')
        return {}
      }
      await createAuth(database.handle, { schema: schemas.lucia, getUserAttributes })
        .auth.validateSession('session-1')
        .catch((error) => expect(error.message).toBe(invalidSession))
      await deleted
      expect(await database.rows('user_session')).toEqual([])
    }),
  )

  holds(engine, 'refuses what no session id can be without asking the database', () =>
    using(engine, [], async (database) => {
      const { auth } = createAuth(database.handle, options)
      const rubbish = ['', ' ', '\0', 'a b', 'ä', '😀', '\ud800', 'a'.repeat(256), 'a\n', {}, null]
      for (const id of rubbish) {
        await expect(auth.validateSession(id as string)).rejects.toThrow(invalidSession)
        await expect(auth.getSession(id as string)).rejects.toThrow(invalidSession)
        await expect(auth.invalidateSession(id as string)).rejects.toThrow(invalidSession)
      }
    }),
  )

  holds(engine, 'leaves no session of a user who does not exist', async () => {
    for (const foreignKeys of [true, false]) {
      await using(
        engine,
        ['lucia'],
        async (database) => {
          const auth = await withUser(database)
          const forNobody = auth.createSession({ userId: 'nobody' })
          await expect(forNobody).rejects.toThrow('AUTH_INVALID_USER_ID')
          expect(await database.rows('user_session')).toEqual([])
        },
        { foreignKeys },
      )
    }
  })

  holds(engine, 'refuses the session of a user who was deleted behind its back', () =>
    using(
      engine,
      ['lucia'],
      async (database) => {
        const auth = await withUser(database)
        await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
        await database.remove('user', 'anna')
        expect(await database.rows('user_session')).toHaveLength(1)
        await expect(auth.validateSession('session-1')).rejects.toThrow(invalidSession)
      },
      { foreignKeys: false },
    ),
  )

  holds(engine, 'updates session attributes, and nothing else', () =>
    using(engine, ['lucia'], async (database) => {
      const auth = await withUser(database)
      await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
      const updated = await auth.updateSessionAttributes('session-1', { country: 'CH' })
      expect(updated.country).toBe('CH')
      for (const foreign of [{ userId: 'other' }, { user_id: 'other' }, { idleExpires: 1 }]) {
        const update = auth.updateSessionAttributes('session-1', foreign as never)
        await expect(update).rejects.toThrow(TypeError)
      }
    }),
  )

  holds(engine, 'lists the valid sessions of a user, and ends one or all of them', () =>
    using(engine, ['lucia'], async (database) => {
      const auth = await withUser(database)
      for (const id of ['session-1', 'session-2', 'session-3']) {
        await auth.createSession({ userId: 'anna', sessionId: id })
      }
      await plantExpired(database, 1)
      expect(await auth.getAllUserSessions('anna')).toHaveLength(3)
      await auth.invalidateSession('session-1')
      expect(await auth.getAllUserSessions('anna')).toHaveLength(2)
      await auth.invalidateAllUserSessions('anna')
      expect(await database.rows('user_session')).toEqual([])
    }),
  )

  holds(engine, "has deleted a user's dead sessions when it says so", () =>
    using(engine, ['lucia'], async (database) => {
      const auth = await withUser(database)
      await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
      await plantExpired(database, 3)
      await auth.deleteDeadUserSessions('anna')
      expect(await database.rows('user_session')).toMatchObject([{ id: 'session-1' }])
    }),
  )

  holds(engine, 'deletes expired sessions of everyone, the oldest first, up to a limit', () =>
    using(engine, ['lucia'], async (database) => {
      const auth = await withUser(database)
      await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
      await plantExpired(database, 5)
      expect(await auth.deleteExpiredSessions({ limit: 2 })).toBe(2)
      const left = (await database.rows('user_session')).map((row) => row.id)
      expect(left.sort()).toEqual(['expired-0', 'expired-1', 'expired-2', 'session-1'])
      expect(await auth.deleteExpiredSessions()).toBe(3)
      expect(await auth.deleteExpiredSessions()).toBe(0)
      expect(await database.rows('user_session')).toMatchObject([{ id: 'session-1' }])
    }),
  )
}

/** Sessions of Anna that ended 1, 2, 3... milliseconds ago. */
async function plantExpired(database: TestDatabase, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const idle_expires = now - 1 - index
    const row = { id: `expired-${index}`, user_id: 'anna', active_expires: 0, idle_expires }
    await database.insert('user_session', row)
  }
}
