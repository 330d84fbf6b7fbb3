import { unstorage } from '@lucia-auth/adapter-session-unstorage'
import { createStorage, type Driver } from 'unstorage'
import { expect, it, vi } from 'vitest'
import type { Auth } from '../../src/internal/auth/auth.ts'
import { type Engine, using } from './engine.ts'
import { expectRefusals } from './ids.ts'

const day = 24 * 60 * 60 * 1000
const invalidSession = 'AUTH_INVALID_SESSION_ID'

/** What holds when sessions are held in a key-value store, and users and keys in the database. */
export function sessionAdapterCases(engine: Engine, driver: () => Driver): void {
  const { createAuth, schemas } = engine

  it('keeps sessions in the store, and users and keys in the database', () =>
    using(engine, ['lucia'], async (database) => {
      const storage = createStorage({ driver: driver() })
      const { auth } = createAuth(database.handle, {
        schema: schemas.lucia,
        sessionAdapter: unstorage(storage),
        getUserAttributes: ({ username }) => ({ username }),
      })
      const key = { providerId: 'username', providerUserId: 'anna', password: null }
      const { userId } = await auth.createUser({ key, attributes: { username: 'anna' } })
      const { sessionId } = await auth.createSession({ userId })
      expect(await database.rows('user_session')).toEqual([])
      expect(await storage.getKeys()).not.toEqual([])
      expect(await auth.validateSession(sessionId)).toMatchObject({ user: { username: 'anna' } })
      // The adapter files a session under its user's id in place of its own, and does not find it.
      expect(await auth.getAllUserSessions(userId)).toEqual([])

      await database.remove('user_key')
      await database.remove('user')
      await expect(auth.validateSession(sessionId)).rejects.toThrow(invalidSession)
    }))

  it('renews, cleans up and ends sessions in the store', () =>
    using(engine, ['lucia'], async (database) => {
      const now = Date.now()
      vi.useFakeTimers({ now, toFake: ['Date'] })
      const { auth } = createAuth(database.handle, {
        schema: schemas.lucia,
        sessionAdapter: unstorage(createStorage({ driver: driver() })),
      })
      const { userId } = await auth.createUser({ key: null, attributes: { username: 'anna' } })
      await auth.createSession({ userId, sessionId: 'old' })
      vi.setSystemTime(now + 2 * day)
      await auth.createSession({ userId, sessionId: 'new' })
      expect(await auth.validateSession('old')).toMatchObject({ state: 'active', fresh: true })
      expect(await auth.validateSession('old')).toMatchObject({ state: 'active', fresh: false })

      vi.setSystemTime(now + 40 * day)
      await auth.deleteDeadUserSessions(userId)
      expect(await auth.deleteExpiredSessions()).toBe(0)
      await auth.createSession({ userId, sessionId: 'last' })
      await auth.deleteUser(userId)
      expect(await database.rows('user')).toEqual([])
      await expect(auth.validateSession('last')).rejects.toThrow(invalidSession)
      vi.useRealTimers()
    }))

  it('refuses an id that is no string, in every method, and touches neither store nor database', () =>
    using(engine, ['lucia'], async ({ handle, rows }) => {
      const storage = createStorage({ driver: driver() })
      const { auth } = createAuth(handle, {
        schema: schemas.lucia,
        sessionAdapter: unstorage(storage),
        passwordHash: { generate: async () => 'hash', validate: async () => true },
      })
      for (const userId of ['ann', 'bert']) {
        const key = { providerId: 'username', providerUserId: userId, password: 'correct horse' }
        await auth.createUser({ userId, key, attributes: { username: userId } })
        await auth.createSession({ userId, sessionId: `session-of-${userId}` })
      }
      await expectRefusals(auth as unknown as Auth, async () => {
        const names = (await storage.getKeys()).sort()
        const items = await Promise.all(names.map((name) => storage.getItem(name)))
        return [names, items, await rows('user'), await rows('user_key')]
      })
    }))
}
