import { expect } from 'vitest'
import { type Engine, holds, using } from './engine.ts'

export function tableCases(engine: Engine): void {
  const { createAuth, schemas } = engine
  const key = { providerId: 'username', providerUserId: 'anna', password: null }
  const newUser = { userId: 'anna', key, attributes: { username: 'anna' } }

  holds(engine, 'works in tables and columns whose names need quotation', () =>
    using(engine, ['quoted'], async (database) => {
      const { auth, tableNames } = createAuth(database.handle, { schema: schemas.quoted })
      await auth.createUser(newUser)
      const { sessionId } = await auth.createSession({
        userId: 'anna',
        attributes: { country: 'CH' },
      })
      expect(await auth.validateSession(sessionId)).toMatchObject({ user: { userId: 'anna' } })
      expect(await database.rows(tableNames.user)).toEqual([{ id: 'anna', 'group by': 'anna' }])
      expect(await database.rows(tableNames.session)).toMatchObject([{ order: 'CH' }])
      await expect(auth.createUser(newUser)).rejects.toMatchObject({ table: 'select' })
      await expect(
        auth.createUser({ key, attributes: { username: 'berta' } }),
      ).rejects.toMatchObject({ message: 'AUTH_DUPLICATE_KEY_ID' })
      expect(await auth.deleteExpiredSessions()).toBe(0)
      await auth.deleteUser('anna')
      expect(await database.rows(tableNames.key)).toEqual([])
    }),
  )

  holds(engine, 'keeps two sets of tables on one handle apart', () =>
    using(engine, ['lucia', 'renamed'], async (database) => {
      const users = createAuth(database.handle, { schema: schemas.lucia })
      const staff = createAuth(database.handle, { schema: schemas.renamed })
      expect(users.tableNames).toEqual({ user: 'user', session: 'user_session', key: 'user_key' })
      expect(staff.tableNames).toEqual({
        user: 'auth_user',
        session: 'auth_session',
        key: 'auth_key',
      })
      await users.auth.createUser(newUser)
      await staff.auth.createUser(newUser)
      const { sessionId } = await users.auth.createSession({ userId: 'anna' })
      await staff.auth.createSession({ userId: 'anna' })
      await expect(staff.auth.validateSession(sessionId)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
      await expect(users.auth.validateSession(sessionId)).resolves.toBeDefined()
      await staff.auth.deleteUser('anna')
      expect(await database.rows('user')).toHaveLength(1)
      expect(await database.rows('user_session')).toHaveLength(1)
    }),
  )

  holds(
    engine,
    'gives the same set-up for the same handle and options, and another for others',
    () =>
      using(engine, [], async (database) => {
        const options = { schema: schemas.lucia }
        const first = createAuth(database.handle, options)
        expect(createAuth(database.handle, options)).toBe(first)
        expect(createAuth(database.handle, { ...options })).not.toBe(first)
        expect(createAuth(database.handle, { schema: schemas.lucia }).schema).toBe(schemas.lucia)
      }),
  )

  holds(engine, "passes the driver's own error on when a table is missing", () =>
    using(engine, [], async (database) => {
      const { auth } = createAuth(database.handle, { schema: schemas.lucia })
      await expect(auth.validateSession('session-1')).rejects.toThrow(/user/)
      await expect(auth.createUser(newUser)).rejects.toThrow(/user/)
      await expect(auth.deleteExpiredSessions()).rejects.toThrow(/user_session/)
    }),
  )
}
