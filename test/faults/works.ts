import type { CreateAuth } from '../drivers/driver.ts'

export type Auth = ReturnType<CreateAuth>['auth']
export const keyOf = (name: string) => ({
  providerId: 'username',
  providerUserId: name,
  password: null,
})
export const carla = { userId: 'carla', key: keyOf('carla'), attributes: { username: 'carla' } }
export const past = Date.now() - 1

/** What an app may do with `auth` in a transaction, beside Anna and Berta of before. */
export const works: Record<string, (auth: Auth) => Promise<unknown>> = {
  'createUser() with a key': (auth) => auth.createUser(carla),
  'createUser() without a key': (auth) => auth.createUser({ ...carla, key: null }),
  'deleteUser()': (auth) => auth.deleteUser('anna'),
  'updateUserAttributes()': (auth) => auth.updateUserAttributes('anna', { username: 'carla' }),
  'createKey()': (auth) => auth.createKey({ userId: 'anna', ...keyOf('carla') }),
  'deleteKey()': (auth) => auth.deleteKey('username', 'anna'),
  'createSession()': (auth) => auth.createSession({ userId: 'anna', sessionId: 'session-3' }),
  'validateSession() in the idle period': (auth) => auth.validateSession('idle'),
  'invalidateSession()': (auth) => auth.invalidateSession('active'),
  'invalidateAllUserSessions()': (auth) => auth.invalidateAllUserSessions('anna'),
  'deleteExpiredSessions()': (auth) => auth.deleteExpiredSessions(),
  'all of it': async (auth) => {
    await auth.createUser(carla)
    await auth.createSession({ userId: 'carla' })
    await auth.deleteUser('anna')
    await auth.createUser({
      ...carla,
      userId: 'dora',
      key: keyOf('anna'),
      attributes: { username: 'dora' },
    })
    await auth.deleteUser('berta')
    await auth.deleteExpiredSessions()
  },
}
