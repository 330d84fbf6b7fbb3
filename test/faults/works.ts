import type { CreateAuth } from '../drivers/driver.ts'

export type Auth = ReturnType<CreateAuth>['auth']
export const keyOf = (name: string) => ({
  providerId: 'username',
  providerUserId: name,
  password: null,
})
export const carla = { userId: 'carla', key: keyOf('carla'), attributes: { username: 'carla' } }

/** Anna and Berta with a key each, and with sessions of each kind, which `run` makes older. */
export async function addUsers(auth: Auth, run: (statement: string) => unknown): Promise<void> {
  for (const userId of ['anna', 'berta']) {
    await auth.createUser({ userId, key: keyOf(userId), attributes: { username: userId } })
  }
  for (const [sessionId, userId] of Object.entries({ active: 'anna', idle: 'anna', over: 'berta' }))
    await auth.createSession({ userId, sessionId })
  const past = Date.now() - 1
  await run(`update user_session set active_expires = ${past} where id <> 'active'`)
  await run(`update user_session set idle_expires = ${past} where id = 'over'`)
}

/** The rows of some tables as a text, whatever their order is. */
export function textOf(tables: object[][]): string {
  return JSON.stringify(tables.map((rows) => rows.map((row) => JSON.stringify(row)).sort()))
}

const ofAnna = { providerId: 'username', providerUserId: 'anna' }

/** Quick, for tests of many passwords, and outdated at every login. */
export const passwordHash = {
  generate: async (password: string) => `${performance.now()} hash of ${password}`,
  validate: async (password: string, hash: string) => hash.endsWith(` hash of ${password}`),
  refuse: async () => {},
  rehash: true,
  needsRehash: () => true,
}

/** The methods of `auth` that write nothing. */
const reading = [
  ...['getUser', 'getKey', 'getAllUserKeys', 'getSession', 'getAllUserSessions'],
  ...['getSessionHandle', 'getDatabaseUser', 'getDatabaseSession', 'getDatabaseSessionAndUser'],
  ...['getUserAttributes', 'getSessionAttributes', 'transformDatabaseUser', 'transformDatabaseKey'],
  ...['transformDatabaseSession', 'validateSessionIdArgument', 'getNewSessionExpiration'],
  ...['validateRequestOrigin', 'isTrustedRequest', 'readSessionCookie', 'readBearerToken'],
  ...['createSessionCookie', 'middleware', 'passwordHash'],
]
/** What they hand on to `validateSession()`. */
const asking = ['handleRequest', 'handleRequestContext']

/** The methods of `auth` that write, and are not among the works below. */
export function unknownMethods(auth: object): string[] {
  const known = [...reading, ...asking, ...Object.keys(works).map((name) => name.split('(')[0])]
  const methods = Object.entries(auth).filter(([, value]) => typeof value === 'function')
  return methods.map(([name]) => name).filter((name) => !known.includes(name))
}

/** What an app may do with `auth` in a transaction, beside Anna and Berta of before. */
export const works: Record<string, (auth: Auth) => Promise<unknown>> = {
  'createUser() with a key': (auth) => auth.createUser(carla),
  'createUser() without a key': (auth) => auth.createUser({ ...carla, key: null }),
  'deleteUser()': (auth) => auth.deleteUser('anna'),
  'updateUserAttributes()': (auth) => auth.updateUserAttributes('anna', { username: 'carla' }),
  'createKey()': (auth) => auth.createKey({ userId: 'anna', ...keyOf('carla') }),
  'updateKeyPassword()': (auth) => auth.updateKeyPassword('username', 'anna', 'first'),
  'changePassword()': async (auth) => {
    await auth.updateKeyPassword('username', 'anna', 'first')
    const change = { ...ofAnna, current: 'first', password: 'second' }
    await auth.changePassword({ ...change, keep: 'active' })
  },
  'resetPassword()': (auth) => auth.resetPassword({ ...ofAnna, password: 'second' }),
  'useKey() of an outdated hash': async (auth) => {
    await auth.updateKeyPassword('username', 'anna', 'first')
    await auth.useKey('username', 'anna', 'first')
  },
  'deleteKey()': (auth) => auth.deleteKey('username', 'anna'),
  'createSession()': (auth) => auth.createSession({ userId: 'anna', sessionId: 'session-3' }),
  'updateSessionAttributes()': (auth) => auth.updateSessionAttributes('active', { country: 'CH' }),
  'validateSession() in the idle period': (auth) => auth.validateSession('idle'),
  'invalidateSession()': (auth) => auth.invalidateSession('active'),
  'invalidateAllUserSessions()': (auth) => auth.invalidateAllUserSessions('anna'),
  'deleteDeadUserSessions()': (auth) => auth.deleteDeadUserSessions('berta'),
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
