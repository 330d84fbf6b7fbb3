import { LuciaError } from 'lucia'
import { expect } from 'vitest'
import type { Auth } from '../../src/internal/auth/auth.ts'
import { type Engine, holds, type TestDatabase, using } from './engine.ts'
import { nameOf, notIds } from './wrong-values.ts'

type Method = (auth: Auth, id: never) => Promise<unknown>

const user = 'AUTH_INVALID_USER_ID'
const session = 'AUTH_INVALID_SESSION_ID'
const keyCode = 'AUTH_INVALID_KEY_ID'
const password = 'correct horse battery staple'
const attributes = { username: 'carla' } as never
const key = { providerId: 'email', providerUserId: 'carla', password: null }

const change = { providerId: 'username', providerUserId: 'ann', current: password, password }

type IdArgument = readonly [method: keyof Auth, name: string, code: string, call: Method]

/** Every id that a method takes: the method, the argument, and Lucia's code for a wrong one. */
const idArguments: readonly IdArgument[] = [
  ['createUser', 'userId', user, (auth, userId) => auth.createUser({ userId, key, attributes })],
  [
    'createUser',
    'providerId',
    keyCode,
    (auth, providerId) => auth.createUser({ key: { ...key, providerId }, attributes }),
  ],
  [
    'createUser',
    'providerUserId',
    keyCode,
    (auth, providerUserId) => auth.createUser({ key: { ...key, providerUserId }, attributes }),
  ],
  ['getUser', 'userId', user, (auth, id) => auth.getUser(id)],
  ['updateUserAttributes', 'userId', user, (auth, id) => auth.updateUserAttributes(id, attributes)],
  ['updateUserAttributes', 'userId', user, (auth, id) => auth.updateUserAttributes(id, {})],
  ['deleteUser', 'userId', user, (auth, id) => auth.deleteUser(id)],
  ['useKey', 'providerId', keyCode, (auth, id) => auth.useKey(id, 'ann', password)],
  ['useKey', 'providerUserId', keyCode, (auth, id) => auth.useKey('username', id, password)],
  ['useKey', 'providerUserId', keyCode, (auth, id) => auth.useKey('username', id, null)],
  ['getKey', 'providerId', keyCode, (auth, id) => auth.getKey(id, 'ann')],
  ['getKey', 'providerUserId', keyCode, (auth, id) => auth.getKey('username', id)],
  ['getAllUserKeys', 'userId', user, (auth, id) => auth.getAllUserKeys(id)],
  ['createKey', 'userId', user, (auth, userId) => auth.createKey({ ...key, userId })],
  [
    'createKey',
    'providerId',
    keyCode,
    (auth, providerId) => auth.createKey({ ...key, userId: 'ann', providerId }),
  ],
  [
    'createKey',
    'providerUserId',
    keyCode,
    (auth, providerUserId) => auth.createKey({ ...key, userId: 'ann', providerUserId }),
  ],
  ['deleteKey', 'providerId', keyCode, (auth, id) => auth.deleteKey(id, 'ann')],
  ['deleteKey', 'providerUserId', keyCode, (auth, id) => auth.deleteKey('username', id)],
  [
    'updateKeyPassword',
    'providerId',
    keyCode,
    (auth, id) => auth.updateKeyPassword(id, 'ann', password),
  ],
  [
    'updateKeyPassword',
    'providerUserId',
    keyCode,
    (auth, id) => auth.updateKeyPassword('username', id, password),
  ],
  ...(['changePassword', 'resetPassword'] as const).flatMap((method): IdArgument[] => [
    [method, 'providerId', keyCode, (auth, providerId) => auth[method]({ ...change, providerId })],
    [
      method,
      'providerUserId',
      keyCode,
      (auth, providerUserId) => auth[method]({ ...change, providerUserId }),
    ],
  ]),
  [
    'changePassword',
    'sessionId',
    session,
    (auth, keep) => auth.changePassword({ ...change, keep }),
  ],
  [
    'createSession',
    'userId',
    user,
    (auth, userId) => auth.createSession({ userId, attributes: {} }),
  ],
  [
    'createSession',
    'sessionId',
    session,
    (auth, sessionId) => auth.createSession({ userId: 'ann', sessionId, attributes: {} }),
  ],
  ['getSession', 'sessionId', session, (auth, id) => auth.getSession(id)],
  ['validateSession', 'sessionId', session, (auth, id) => auth.validateSession(id)],
  ['getAllUserSessions', 'userId', user, (auth, id) => auth.getAllUserSessions(id)],
  ['invalidateSession', 'sessionId', session, (auth, id) => auth.invalidateSession(id)],
  ['getSessionHandle', 'sessionId', session, (auth, id) => auth.getSessionHandle(id)],
  ['invalidateAllUserSessions', 'userId', user, (auth, id) => auth.invalidateAllUserSessions(id)],
  ['deleteDeadUserSessions', 'userId', user, (auth, id) => auth.deleteDeadUserSessions(id)],
  [
    'updateSessionAttributes',
    'sessionId',
    session,
    (auth, id) => auth.updateSessionAttributes(id, { country: 'FR' } as never),
  ],
  [
    'updateSessionAttributes',
    'sessionId',
    session,
    (auth, id) => auth.updateSessionAttributes(id, {}),
  ],
]

/** Ids that may be left out, and are then made. */
const optional = ['createUser userId', 'createSession sessionId', 'changePassword sessionId']

/** The methods of Lucia's `Auth` that take no id of the database. */
const without = [
  'getUserAttributes',
  'getSessionAttributes',
  'transformDatabaseUser',
  'transformDatabaseKey',
  'transformDatabaseSession',
  'getDatabaseUser',
  'getDatabaseSession',
  'getDatabaseSessionAndUser',
  'validateSessionIdArgument',
  'getNewSessionExpiration',
  'validateRequestOrigin',
  'isTrustedRequest',
  'readSessionCookie',
  'readBearerToken',
  'handleRequest',
  'handleRequestContext',
  'createSessionCookie',
  'deleteExpiredSessions',
  'middleware',
  'passwordHash',
]

/** Everything that the three tables hold, read by the bare driver. */
async function contentOf({ rows }: TestDatabase): Promise<unknown> {
  return [await rows('user'), await rows('user_key'), await rows('user_session')]
}

/** Two users with a key, a session, one that is idle and one that is over. */
async function fill(auth: Auth, { insert }: TestDatabase): Promise<void> {
  const day = 24 * 60 * 60 * 1000
  for (const name of ['ann', 'bert']) {
    const key = { providerId: 'username', providerUserId: name, password }
    await auth.createUser({ userId: name, key, attributes: { username: name } as never })
    await auth.createSession({ userId: name, sessionId: `session-of-${name}`, attributes: {} })
    for (const [state, expires] of Object.entries({ idle: day, over: -day })) {
      const expiries = { active_expires: 1, idle_expires: Date.now() + expires }
      await insert('user_session', { id: `${state}-${name}`, user_id: name, ...expiries })
    }
  }
}

/** How a call with a wrong id went, where that is not how it has to go. */
async function mistake(
  auth: Auth,
  [method, name, code, call]: (typeof idArguments)[number],
  value: unknown,
): Promise<string | undefined> {
  const outcome: unknown = await call(auth, value as never).then(
    (result) => `resolved to ${JSON.stringify(result)}`,
    (error) => error,
  )
  const rule = new RegExp(`^${name} must be a non-empty string\\. Received `)
  const { cause } = Object(outcome)
  const isRefused = outcome instanceof LuciaError && outcome.message === code
  if (isRefused && cause instanceof TypeError && rule.test(cause.message)) return undefined
  return `${method}(): with ${nameOf(value)} for ${name}: ${outcome} ${cause ?? ''}`
}

/** Calls every method with every wrong id: none of them may go otherwise than it has to. */
export async function expectRefusals(auth: Auth, content: () => Promise<unknown>): Promise<void> {
  const before = await content()
  const mistakes: string[] = []
  for (const argument of idArguments) {
    for (const value of notIds) {
      const [method, name] = argument
      if (value === undefined && optional.includes(`${method} ${name}`)) continue
      mistakes.push(...[(await mistake(auth, argument, value)) ?? []].flat())
    }
    expect(await content(), `after ${argument[0]}()`).toEqual(before)
  }
  expect(mistakes).toEqual([])
}

export function idCases(engine: Engine): void {
  const { createAuth, schemas } = engine
  const schema = schemas.lucia

  holds(engine, 'refuses an id that is no string, in every method, and touches nothing', () =>
    using(engine, ['lucia'], async (database) => {
      const passwordHash = { generate: async () => 'hash', validate: async () => true }
      const setup = createAuth(database.handle, { schema, passwordHash })
      const auth = setup.auth as unknown as Auth
      await fill(auth, database)
      await expectRefusals(auth, () => contentOf(database))
    }),
  )

  holds(engine, 'does the work of a hash for a sign-in with an id that is no string', () =>
    using(engine, ['lucia'], async ({ handle }) => {
      let hashes = 0
      const generate = async () => String(++hashes)
      const passwordHash = { generate, validate: async () => true }
      const { auth } = createAuth(handle, { schema, passwordHash })
      for (const value of notIds) {
        const id = value as never
        await expect(auth.useKey('username', id, password)).rejects.toThrow(keyCode)
        await expect(auth.useKey(id, 'ann', password)).rejects.toThrow(keyCode)
      }
      expect(hashes).toBe(2 * notIds.length)
    }),
  )

  holds(engine, 'has no method that takes an id and is not among those', () =>
    using(engine, ['lucia'], async ({ handle }) => {
      const { auth } = createAuth(handle, { schema })
      const methods = Object.entries(auth).filter(([, value]) => typeof value === 'function')
      const known: string[] = [...idArguments.map(([method]) => method), ...without]
      expect(methods.map(([name]) => name).filter((name) => !known.includes(name))).toEqual([])
    }),
  )
}
