import { describe, expect, it } from 'vitest'
import type { AuthSchema } from '../../src/internal/schema/auth-schema.ts'
import type { AppDatabase } from '../clients/drizzle.ts'
import type { CreateAuth } from '../drivers/driver.ts'
import { inNode, type NodeDriverName } from '../drivers/drivers.ts'

type Auth = ReturnType<CreateAuth>['auth']

const anna = { providerId: 'name', providerUserId: 'anna', password: null }
const berta = { ...anna, providerUserId: 'berta' }
const email = { ...anna, providerId: 'email' }
const attributes = { country: null }
const refused = 'AUTH_INVALID_USER_ID'

/** What an app does with the rows of one user, and what it does at a sign-up and a sign-in. */
const works = {
  'createUser()': (auth) =>
    auth.createUser({ userId: 'anna', key: anna, attributes: { username: 'anna' } }),
  'createUser() with a statement of the app': (auth, { user }) => {
    const also = (db: AppDatabase) => [db.insert(user).values({ id: 'app', username: 'app' })]
    const berta = { key: null, attributes: { username: 'berta' }, also }
    return auth.createUser(berta as Parameters<Auth['createUser']>[0])
  },
  'createSession()': (auth) => auth.createSession({ userId: 'anna', attributes }),
  'createSession() with an attribute left out': (auth) => auth.createSession({ userId: 'anna' }),
  'createSession() of nobody': (auth) =>
    expect(auth.createSession({ userId: 'nobody', attributes })).rejects.toThrow(refused),
  'createKey()': (auth) => auth.createKey({ userId: 'anna', ...email }),
  'createKey() of nobody': (auth) =>
    expect(auth.createKey({ userId: 'nobody', ...berta })).rejects.toThrow(refused),
  'getAllUserSessions()': async (auth) => {
    expect(await auth.getAllUserSessions('anna')).toHaveLength(2)
  },
  'getAllUserSessions() of nobody': (auth) =>
    expect(auth.getAllUserSessions('nobody')).rejects.toThrow(refused),
  'updateKeyPassword()': (auth) => auth.updateKeyPassword('name', 'anna', null),
  'updateKeyPassword() of no key': (auth) =>
    expect(auth.updateKeyPassword('name', 'berta', null)).rejects.toThrow('AUTH_INVALID_KEY_ID'),
  'useKey()': (auth) => auth.useKey('name', 'anna', null),
} satisfies Record<string, (auth: Auth, schema: AuthSchema) => Promise<unknown>>

/** What takes more than one trip: a database that cannot bring along what it has stored. */
const more: Partial<Record<NodeDriverName, Partial<Record<keyof typeof works, number>>>> = {
  // In the process, where there are no trips, and one connection, where each statement is one.
  'better-sqlite3': {
    'createUser()': 4,
    'createUser() with a statement of the app': 4,
    'createSession()': 2,
    'createSession() with an attribute left out': 3,
    'createSession() of nobody': 2,
  },
  mysql2: {
    'createUser()': 4,
    'createUser() with a statement of the app': 4,
    'createSession()': 2,
    'createSession() with an attribute left out': 3,
    'createSession() of nobody': 2,
    'updateKeyPassword()': 2,
    'updateKeyPassword() of no key': 2,
  },
  planetscale: {
    'createUser()': 4,
    'createUser() with a statement of the app': 4,
    'createSession() with an attribute left out': 2,
  },
}

describe.each(inNode)('the round trips of $name', ({ name, createAuth, count }) => {
  it('are one for each call, where the database has a way, and for one that is repeated', async () => {
    const { handle, schema, sent, trips = sent, close } = await count()
    try {
      const { auth } = createAuth(handle, { schema, env: 'DEV' }) as { auth: Auth }
      await auth.getUser('nobody').catch(() => {}) // postgres.js asks for types when it connects.
      const taken: Record<string, number> = {}
      for (const [call, work] of Object.entries(works)) {
        const before = await trips()
        await work(auth, schema)
        taken[call] = (await trips()) - before
      }
      const one = Object.fromEntries(Object.keys(works).map((call) => [call, 1]))
      expect(taken).toEqual({ ...one, ...more[name] })

      const { sessionId } = await auth.createSession({ userId: 'anna', attributes })
      const check = () => auth.validateSession(sessionId)
      for (let first = 0; first < 10; first++) await check()
      const before = await trips()
      for (let again = 0; again < 10; again++) await check()
      expect((await trips()) - before).toBe(10)
    } finally {
      await close()
    }
  })
})
