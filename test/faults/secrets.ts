import { web } from 'lucia/middleware'
import { expect, vi } from 'vitest'
import type { AuthOptions } from '../../src/internal/options.ts'
import type { CreateAuth, LuciaSchema } from '../drivers/driver.ts'
import { everythingIn } from './everything.ts'

const day = 86_400_000
const id = (start: string) => start.padEnd(40, '0a1b2c3d4e5f')

export const sessionIds = {
  active: id('active'),
  idle: id('idle'),
  expired: id('expired'),
  /** One that the app has made, in a form of its own. */
  own: 'Own_Session-0123456789.ABCDEFGHIJ/klmnopqrstuvw"x\\y',
}
export const password = 'correct horse battery staple'
export const hash = `s2:${'saltsalt'.repeat(2)}:${'0123456789abcdef'.repeat(8)}`
const secrets = [...Object.values(sessionIds), password, hash]

type Auth = ReturnType<CreateAuth>['auth']
type Options = AuthOptions<LuciaSchema, Record<never, never>>

export const secretOptions = {
  passwordHash: {
    generate: async () => hash,
    validate: async (given: string, stored: string) => given === password && stored === hash,
  },
  middleware: web(),
} as unknown as Options

/** A user with a key, and sessions of every state. */
export async function signUp(auth: Auth): Promise<void> {
  const now = Date.now()
  try {
    const key = { providerId: 'email', providerUserId: 'anna', password }
    await auth.createUser({ userId: 'anna', key, attributes: { username: 'anna' } })
    for (const [sessionId, age] of [
      [sessionIds.active, 0],
      [sessionIds.own, 0],
      [sessionIds.idle, 2],
      [sessionIds.expired, 20],
    ] as const) {
      vi.useFakeTimers({ now: now - age * day, toFake: ['Date'] })
      await auth.createSession({ userId: 'anna', sessionId })
    }
  } finally {
    vi.useRealTimers()
  }
}

/** Calls of all methods that ask the database; what deletes comes last. */
export function everyCall(auth: Auth): [name: string, call: () => Promise<unknown>][] {
  const key = { providerId: 'email', providerUserId: 'berta', password }
  const cookie = `auth_session=${sessionIds.active}`
  const authorization = `Bearer ${sessionIds.idle}`
  const request = new Request('https://example.com', { headers: { cookie, authorization } })
  const requestOf = () =>
    (auth.handleRequest as unknown as (given: Request) => AuthRequest)(request)
  const ofSessions = Object.values(sessionIds).flatMap((sessionId) => [
    call('validateSession', () => auth.validateSession(sessionId)),
    call('getSession', () => auth.getSession(sessionId)),
    call('updateSessionAttributes', () =>
      auth.updateSessionAttributes(sessionId, { country: 'CH' }),
    ),
    call('createSession', () => auth.createSession({ userId: 'anna', sessionId })),
  ])
  return [
    ...ofSessions,
    call('validate', () => requestOf().validate()),
    call('validateBearerToken', () => requestOf().validateBearerToken()),
    call('getAllUserSessions', () => auth.getAllUserSessions('anna')),
    call('createSession', () => auth.createSession({ userId: 'anna' })),
    call('getUser', () => auth.getUser('anna')),
    call('createUser', () => auth.createUser({ key, attributes: { username: 'berta' } })),
    call('createUser', () => auth.createUser({ key, attributes: { username: 'anna' } })),
    call('updateUserAttributes', () => auth.updateUserAttributes('anna', { username: 'x' })),
    call('createKey', () => auth.createKey({ ...key, userId: 'anna', providerUserId: 'anna2' })),
    call('createKey', () => auth.createKey({ ...key, userId: 'anna', providerUserId: 'anna' })),
    call('getKey', () => auth.getKey('email', 'anna')),
    call('getAllUserKeys', () => auth.getAllUserKeys('anna')),
    call('useKey', () => auth.useKey('email', 'anna', password)),
    call('updateKeyPassword', () => auth.updateKeyPassword('email', 'anna', password)),
    call('deleteDeadUserSessions', () => auth.deleteDeadUserSessions('anna')),
    call('deleteExpiredSessions', () => auth.deleteExpiredSessions()),
    ...Object.values(sessionIds).map((sessionId) =>
      call('invalidateSession', () => auth.invalidateSession(sessionId)),
    ),
    call('invalidateAllUserSessions', () => auth.invalidateAllUserSessions('anna')),
    call('deleteKey', () => auth.deleteKey('email', 'anna')),
    call('deleteUser', () => auth.deleteUser('anna')),
  ]
}

interface AuthRequest {
  validate(): Promise<unknown>
  validateBearerToken(): Promise<unknown>
}

function call(name: string, run: () => Promise<unknown>): [string, () => Promise<unknown>] {
  return [name, run]
}

/** Makes all calls, and expects no secret in any error; gives the names of those that failed. */
export async function failuresOf(auth: Auth): Promise<string[]> {
  const failed: string[] = []
  for (const [name, run] of everyCall(auth)) {
    try {
      await run()
    } catch (error) {
      failed.push(name)
      expectNoSecret(error, name)
    }
  }
  return failed
}

/** Expects that nothing of an error has a secret, or the beginning of one. */
export function expectNoSecret(error: unknown, name: string): void {
  for (const [path, text] of everythingIn(error))
    expect(secretIn(text), `${name}: ${path}`).toBe('')
}

/** The secret that a text holds: one of those above, or what looks like one of Lucia's. */
export function secretIn(text: string): string {
  const known = secrets.map((secret) => secret.slice(0, 20)).find((part) => text.includes(part))
  return known ?? /\b[a-z0-9]{40}\b|\bs2:/.exec(text)?.[0] ?? ''
}
