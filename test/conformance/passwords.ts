import { expect } from 'vitest'
import { type Engine, holds, type TestDatabase, using } from './engine.ts'

const name = { providerId: 'username', providerUserId: 'anna' }
const invalidKey = 'AUTH_INVALID_KEY_ID'
const invalidPassword = 'AUTH_INVALID_PASSWORD'

/** Quick, and told apart by the rows. */
const passwordHash = {
  generate: async (password: string) => `hash of ${password}`,
  validate: async (password: string, hash: string) => hash.endsWith(`hash of ${password}`),
}

/** The same, whose hashes are outdated where they are older ones. */
const rehashing = (duringHash: () => Promise<unknown> = async () => {}) => ({
  ...passwordHash,
  async generate(password: string) {
    const hash = await passwordHash.generate(password)
    await duringHash()
    return hash
  },
  refuse: async () => {},
  rehash: true,
  needsRehash: (hash: string) => hash.startsWith('old '),
})

export function passwordCases(engine: Engine): void {
  const { createAuth, schemas } = engine

  /** Anna with two sessions, and Berta with one, who have the same password. */
  async function withUsers(database: TestDatabase) {
    const { auth } = createAuth(database.handle, { schema: schemas.lucia, passwordHash })
    for (const userId of ['anna', 'berta']) {
      const key = { providerId: 'username', providerUserId: userId, password: 'first' }
      await auth.createUser({ userId, key, attributes: { username: userId } })
    }
    const userIds = ['anna', 'anna', 'anna', 'berta']
    for (const [index, userId] of userIds.entries()) {
      await auth.createSession({ userId, sessionId: `${userId}-${index}` })
    }
    return auth
  }
  const sessions = async ({ rows }: TestDatabase) =>
    (await rows('user_session')).map(({ id }) => id).sort()
  const hashes = async ({ rows }: TestDatabase) =>
    Object.fromEntries((await rows('user_key')).map((row) => [row['id'], row['hashed_password']]))
  const contents = async (database: TestDatabase) => [
    await sessions(database),
    await hashes(database),
  ]

  holds(engine, 'changes and resets a password, and ends the sessions of its user', () =>
    using(engine, ['lucia'], async (database) => {
      const auth = await withUsers(database)
      await auth.createKey({ ...name, providerId: 'github', userId: 'anna', password: null })
      await auth.deleteKey('username', 'berta')
      const before = await contents(database)
      const change = { ...name, current: 'first', password: 'second' }
      for (const current of ['wrong', '', null, undefined, 1, {}, ['first']]) {
        const wrong = auth.changePassword({ ...change, current: current as never })
        await expect(wrong).rejects.toThrow(invalidPassword)
      }
      const unknown = { ...change, providerUserId: 'nobody' }
      await expect(auth.changePassword(unknown)).rejects.toThrow(invalidKey)
      await expect(auth.resetPassword(unknown)).rejects.toThrow(invalidKey)
      const github = { ...change, providerId: 'github', current: null as never }
      await expect(auth.changePassword(github)).rejects.toThrow(invalidPassword)
      expect(await contents(database)).toEqual(before)

      const key = { ...name, userId: 'anna', passwordDefined: true }
      expect(await auth.changePassword({ ...change, keep: 'anna-1' })).toEqual(key)
      expect(await hashes(database)).toEqual({
        'github:anna': null,
        'username:anna': 'hash of second',
      })
      expect(await sessions(database)).toEqual(['anna-1', 'berta-3'])
      expect(await auth.resetPassword({ ...name, password: 'third' })).toEqual(key)
      expect(await hashes(database)).toMatchObject({ 'username:anna': 'hash of third' })
      expect(await sessions(database)).toEqual(['berta-3'])
    }),
  )

  holds(engine, 'stores a new password and ends sessions, or neither', () =>
    using(engine, ['lucia'], async (database) => {
      const auth = await withUsers(database)
      const before = await contents(database)
      await database.refuseDeletes('user_session')
      const change = { ...name, current: 'first', password: 'second' }
      await expect(auth.changePassword({ ...change, keep: 'anna-0' })).rejects.toThrow()
      await expect(auth.resetPassword(change)).rejects.toThrow()
      expect(await contents(database)).toEqual(before)
    }),
  )

  holds(engine, 'lets one of many changes at once have its password and its session', () =>
    using(engine, ['lucia'], async (database) => {
      const auth = await withUsers(database)
      const changes = Array.from({ length: 12 }, (_, index) =>
        auth.changePassword({
          ...name,
          current: 'first',
          password: `password ${index}`,
          keep: `anna-${index % 3}`,
        }),
      )
      const results = await Promise.allSettled(changes)
      const winners = results.flatMap(({ status }, index) =>
        status === 'fulfilled' ? [index] : [],
      )
      expect(winners).toHaveLength(1)
      const [winner = 0] = winners
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason.message).toBe(invalidPassword)
      }
      expect(await hashes(database)).toMatchObject({
        'username:anna': `hash of password ${winner}`,
      })
      expect(await sessions(database)).toEqual([`anna-${winner % 3}`, 'berta-3'])
    }),
  )

  holds(engine, 'replaces an outdated hash at a right login, and undoes no change by it', () =>
    using(engine, ['lucia'], async (database) => {
      const first = await withUsers(database)
      const using = (hash: typeof passwordHash) =>
        createAuth(database.handle, { schema: schemas.lucia, passwordHash: hash }).auth
      const old = using({ ...passwordHash, generate: async (text) => `old hash of ${text}` })
      await old.updateKeyPassword('username', 'anna', 'first')
      const auth = using(rehashing())
      await expect(auth.useKey('username', 'anna', 'wrong')).rejects.toThrow(invalidPassword)
      expect(await hashes(database)).toMatchObject({ 'username:anna': 'old hash of first' })
      expect(await auth.useKey('username', 'anna', 'first')).toMatchObject({ userId: 'anna' })
      expect(await hashes(database)).toMatchObject({ 'username:anna': 'hash of first' })
      expect(await sessions(database)).toHaveLength(4)

      await old.updateKeyPassword('username', 'anna', 'first')
      const beside = using(rehashing(() => first.updateKeyPassword('username', 'anna', 'second')))
      expect(await beside.useKey('username', 'anna', 'first')).toMatchObject({ userId: 'anna' })
      expect(await hashes(database)).toMatchObject({ 'username:anna': 'hash of second' })
    }),
  )
}
