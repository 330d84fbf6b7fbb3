import { afterEach, expect, vi } from 'vitest'
import { type Engine, holds, using } from './engine.ts'

const now = new Date(Date.UTC(2026, 0, 1))

export function attributeCases(engine: Engine): void {
  const { createAuth, schemas } = engine
  const options = {
    schema: schemas.modes,
    getUserAttributes: (user: typeof schemas.modes.user.$inferSelect) => user,
    getSessionAttributes: (session: typeof schemas.modes.session.$inferSelect) => session,
  }

  afterEach(() => {
    vi.useRealTimers()
  })

  holds(engine, 'stores and shows a value of every column mode as it was given', () =>
    using(engine, ['modes'], async (database) => {
      const { auth } = createAuth(database.handle, options)
      const attributes = {
        username: 'Ännchen 😀 O\'Hara "x"',
        joinedAt: now,
        admin: true,
        settings: { theme: 'dark' },
        role: 'writer',
        age: 42,
        score: 0.25,
        balance: '12.50',
        large: 9007199254740993n,
        picture: Buffer.from([0, 1, 255]),
      } as const
      const created = await auth.createUser({ userId: 'anna', key: null, attributes })
      const shown = { ...attributes, balance: expect.stringMatching(/^12\.50?$/) }
      expect(created).toMatchObject({ userId: 'anna', ...shown })
      expect(await auth.getUser('anna')).toMatchObject({ userId: 'anna', ...shown })
    }),
  )

  holds(
    engine,
    'shows the defaults of the table in a new user, and null for what was left out',
    () =>
      using(engine, ['modes'], async (database) => {
        vi.useFakeTimers({ now, toFake: ['Date'] })
        const { auth } = createAuth(database.handle, options)
        const created = await auth.createUser({ key: null, attributes: { username: 'anna' } })
        const shown = { joinedAt: now, admin: false, role: 'reader', settings: null, age: null }
        expect(created).toMatchObject(shown)
        expect(await auth.getUser(created.userId)).toEqual(created)
        expect(await database.rows('user')).toHaveLength(1)
      }),
  )

  holds(engine, 'updates a value of every column mode', () =>
    using(engine, ['modes'], async (database) => {
      const { auth } = createAuth(database.handle, options)
      const { userId } = await auth.createUser({ key: null, attributes: { username: 'anna' } })
      const changes = {
        joinedAt: now,
        admin: true,
        settings: { theme: 'light' },
        large: 1n,
      } as const
      expect(await auth.updateUserAttributes(userId, changes)).toMatchObject(changes)
      const cleared = await auth.updateUserAttributes(userId, { settings: null, large: null })
      expect(cleared).toMatchObject({ settings: null, large: null })
    }),
  )

  holds(
    engine,
    'gives the session row by the names of the schema, with its attributes as values',
    () =>
      using(engine, ['modes'], async (database) => {
        const { auth } = createAuth(database.handle, options)
        const { userId } = await auth.createUser({ key: null, attributes: { username: 'anna' } })
        const created = await auth.createSession({ userId, attributes: { seenAt: now } })
        const row = { id: created.sessionId, userId, seenAt: now, idleExpires: expect.any(Number) }
        expect(created).toMatchObject(row)
        expect(await auth.validateSession(created.sessionId)).toMatchObject(row)
        const without = await auth.createSession({ userId })
        expect(without.seenAt).toBeNull()
      }),
  )
}
