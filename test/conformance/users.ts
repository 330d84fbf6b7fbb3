import { LuciaError } from 'lucia'
import { expect } from 'vitest'
import { UniqueConstraintError } from '../../src/errors.ts'
import { type Engine, holds, using } from './engine.ts'

const password = 'correct horse battery staple'
const key = { providerId: 'username', providerUserId: 'anna', password: null }

export function userCases(engine: Engine): void {
  const { createAuth, schemas } = engine
  const options = {
    schema: schemas.lucia,
    getUserAttributes: (user: typeof schemas.lucia.user.$inferSelect) => ({
      username: user.username,
    }),
  }

  holds(engine, 'writes a user and its key as Lucia does', () =>
    using(engine, ['lucia'], async (database) => {
      const { auth } = createAuth(database.handle, options)
      const user = await auth.createUser({
        userId: 'user-1',
        key: { ...key, password },
        attributes: { username: 'anna' },
      })
      expect(user).toEqual({ userId: 'user-1', username: 'anna' })
      expect(await database.rows('user')).toEqual([{ id: 'user-1', username: 'anna' }])
      expect(await database.rows('user_key')).toEqual([
        {
          id: 'username:anna',
          user_id: 'user-1',
          hashed_password: expect.stringMatching(/^s2:.{145}$/),
        },
      ])
    }),
  )

  holds(engine, 'writes a user without a key, under a random id of 15 characters', () =>
    using(engine, ['lucia'], async (database) => {
      const { auth } = createAuth(database.handle, options)
      const { userId } = await auth.createUser({ key: null, attributes: { username: 'anna' } })
      expect(userId).toMatch(/^[a-z0-9]{15}$/)
      expect(await database.rows('user')).toEqual([{ id: userId, username: 'anna' }])
      expect(await database.rows('user_key')).toEqual([])
    }),
  )

  holds(engine, 'refuses a taken key, and leaves no user behind', () =>
    using(engine, ['lucia'], async (database) => {
      const { auth } = createAuth(database.handle, options)
      await auth.createUser({ key, attributes: { username: 'anna' } })
      const again = auth.createUser({ key, attributes: { username: 'berta' } })
      await expect(again).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
      expect(await database.rows('user')).toHaveLength(1)
    }),
  )

  holds(engine, 'names the column of a taken user id', () =>
    using(engine, ['lucia'], async (database) => {
      const { auth } = createAuth(database.handle, options)
      await auth.createUser({ userId: 'user-1', key: null, attributes: { username: 'anna' } })
      const again = auth.createUser({ userId: 'user-1', key, attributes: { username: 'berta' } })
      await expect(again).rejects.toMatchObject({ table: 'user', columns: ['id'] })
      await expect(again).rejects.toBeInstanceOf(UniqueConstraintError)
      expect(await database.rows('user_key')).toEqual([])
    }),
  )

  holds(engine, 'names the column of a taken attribute, in a new user and in an update', () =>
    using(engine, ['lucia'], async (database) => {
      const { auth } = createAuth(database.handle, options)
      await auth.createUser({ key: null, attributes: { username: 'anna' } })
      const { userId } = await auth.createUser({ key: null, attributes: { username: 'berta' } })
      for (const write of [
        () => auth.createUser({ key, attributes: { username: 'anna' } }),
        () => auth.updateUserAttributes(userId, { username: 'anna' }),
      ]) {
        const error = await write().catch((reason) => reason)
        expect(error).toBeInstanceOf(UniqueConstraintError)
        expect(error).toMatchObject({ table: 'user', columns: ['username'] })
        expect(error.message).not.toContain('params: ')
      }
      expect(await database.rows('user_key')).toEqual([])
    }),
  )

  holds(engine, 'changes nothing when user and key are taken at once', () =>
    using(engine, ['lucia'], async (database) => {
      const { auth } = createAuth(database.handle, options)
      const user = { userId: 'user-1', key, attributes: { username: 'anna' } }
      await auth.createUser(user)
      await expect(auth.createUser(user)).rejects.toThrow()
      expect(await database.rows('user')).toHaveLength(1)
      expect(await database.rows('user_key')).toHaveLength(1)
    }),
  )

  holds(engine, 'lets exactly one of many concurrent sign-ups have a key', () =>
    using(engine, ['lucia'], async (database) => {
      const { auth } = createAuth(database.handle, options)
      const signUps = Array.from({ length: 20 }, (_, index) =>
        auth.createUser({ key, attributes: { username: `anna-${index}` } }),
      )
      const results = await Promise.allSettled(signUps)
      const refused = results.filter((result) => result.status === 'rejected')
      expect(refused).toHaveLength(19)
      for (const { reason } of refused) {
        expect(reason).toBeInstanceOf(LuciaError)
        expect(reason.message).toBe('AUTH_DUPLICATE_KEY_ID')
      }
      expect(await database.rows('user')).toHaveLength(1)
      expect(await database.rows('user_key')).toHaveLength(1)
    }),
  )

  holds(engine, 'adds, reads, changes and deletes keys', () =>
    using(engine, ['lucia'], async (database) => {
      const { auth } = createAuth(database.handle, options)
      const { userId } = await auth.createUser({ key, attributes: { username: 'anna' } })
      await auth.createKey({ userId, providerId: 'email', providerUserId: 'a:b@c.de', password })
      expect(await auth.getAllUserKeys(userId)).toHaveLength(2)
      expect(await auth.useKey('email', 'a:b@c.de', password)).toEqual({
        providerId: 'email',
        providerUserId: 'a:b@c.de',
        userId,
        passwordDefined: true,
      })
      await auth.updateKeyPassword('email', 'a:b@c.de', null)
      expect(await auth.useKey('email', 'a:b@c.de', null)).toMatchObject({ passwordDefined: false })
      await auth.deleteKey('email', 'a:b@c.de')
      expect(await database.rows('user_key')).toHaveLength(1)
    }),
  )

  holds(engine, 'refuses wrong passwords, unknown keys, taken keys and keys of nobody', () =>
    using(engine, ['lucia'], async (database) => {
      const { auth } = createAuth(database.handle, options)
      const withPassword = { ...key, password }
      const { userId } = await auth.createUser({
        key: withPassword,
        attributes: { username: 'anna' },
      })
      const invalidPassword = 'AUTH_INVALID_PASSWORD'
      await expect(auth.useKey('username', 'anna', 'wrong')).rejects.toThrow(invalidPassword)
      await expect(auth.useKey('username', 'anna', null)).rejects.toThrow(invalidPassword)
      const unknown = 'AUTH_INVALID_KEY_ID'
      await expect(auth.useKey('username', 'berta', password)).rejects.toThrow(unknown)
      const duplicate = 'AUTH_DUPLICATE_KEY_ID'
      await expect(auth.createKey({ userId, ...key })).rejects.toThrow(duplicate)
      const nobody = 'AUTH_INVALID_USER_ID'
      const forNobody = auth.createKey({ ...key, userId: 'nobody', providerUserId: 'berta' })
      await expect(forNobody).rejects.toThrow(nobody)
      expect(await database.rows('user_key')).toHaveLength(1)
    }),
  )

  holds(engine, 'updates attributes, and nothing else', () =>
    using(engine, ['lucia'], async (database) => {
      const { auth } = createAuth(database.handle, options)
      const { userId } = await auth.createUser({ key: null, attributes: { username: 'anna' } })
      const updated = await auth.updateUserAttributes(userId, { username: 'berta' })
      expect(updated).toEqual({ userId, username: 'berta' })
      expect(await auth.updateUserAttributes(userId, {})).toEqual(updated)
      expect(await auth.updateUserAttributes(userId, { username: undefined })).toEqual(updated)
      for (const foreign of [{ id: 'other' }, { usernam: 'carla' }, { constructor: 'carla' }]) {
        await expect(auth.updateUserAttributes(userId, foreign as never)).rejects.toThrow(TypeError)
      }
      const nobody = 'AUTH_INVALID_USER_ID'
      await expect(auth.updateUserAttributes('nobody', { username: 'x' })).rejects.toThrow(nobody)
      expect(await database.rows('user')).toEqual([{ id: userId, username: 'berta' }])
    }),
  )

  holds(engine, 'deletes a user with its keys and sessions, and nobody else', () =>
    using(engine, ['lucia'], async (database) => {
      const { auth } = createAuth(database.handle, options)
      const anna = await auth.createUser({ key, attributes: { username: 'anna' } })
      const berta = await auth.createUser({
        key: { ...key, providerUserId: 'berta' },
        attributes: { username: 'berta' },
      })
      await auth.createSession({ userId: anna.userId })
      await auth.createSession({ userId: berta.userId })
      await auth.deleteUser(anna.userId)
      for (const table of ['user', 'user_key', 'user_session']) {
        expect(await database.rows(table)).toHaveLength(1)
      }
      await expect(auth.getUser(berta.userId)).resolves.toEqual(berta)
    }),
  )

  holds(engine, 'deletes all of a user or nothing', () =>
    using(engine, ['lucia'], async (database) => {
      const { auth } = createAuth(database.handle, options)
      const { userId } = await auth.createUser({ key, attributes: { username: 'anna' } })
      await auth.createSession({ userId })
      await database.refuseDeletes('user')
      await expect(auth.deleteUser(userId)).rejects.toThrow()
      for (const table of ['user', 'user_key', 'user_session']) {
        expect(await database.rows(table)).toHaveLength(1)
      }
    }),
  )
}
