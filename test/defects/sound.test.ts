import { createKeyId, type RequestContext } from 'lucia'
import { describe, expect, it } from 'vitest'
import { incoming, userOf } from './incoming.ts'
import { ids, ours, plain, plantSession } from './pair.ts'

// What holds in plain Lucia too, and must go on to hold here.
const halves = {
  'plain Lucia': () => {
    const { auth, database } = plain()
    const createSession = (sessionId: string) =>
      auth.createSession({ sessionId, userId: 'anna', attributes: {} })
    return { auth, database, createSession }
  },
  here: () => {
    const { auth, database } = ours()
    const createSession = (sessionId: string) => auth.createSession({ sessionId, userId: 'anna' })
    return { auth, database, createSession }
  },
}

describe.each(Object.entries(halves))('%s:', (_, open) => {
  it('a key id is made of one provider only, so two providers never share one', async () => {
    expect(() => createKeyId('a:b', 'c')).toThrow(TypeError)
    const { auth } = open()
    const key = { userId: 'anna', providerId: 'a', providerUserId: 'b:c', password: null }
    await auth.createKey(key)
    expect(await auth.useKey('a', 'b:c', null)).toMatchObject({ userId: 'anna' })
    await expect(auth.useKey('a:b', 'c', null)).rejects.toThrow(TypeError)
    await expect(auth.getKey('a', 'b')).rejects.toThrow('AUTH_INVALID_KEY_ID')
  })

  it('a session id cannot add attributes to its cookie', async () => {
    const { auth, createSession } = open()
    const session = await createSession('x;Domain=evil.example')
    const cookie = auth.createSessionCookie(session).serialize()
    expect(cookie).toMatch(/^auth_session=x%3BDomain%3Devil\.example; Path=\/; Expires=/)
    expect(cookie).not.toContain('Domain=')
  })

  it('cookies whose names every object has harm nothing, and names have a case', async () => {
    const { auth, database } = open()
    plantSession(database, 'session-1')
    const cookie = '__proto__=x; constructor=y; auth_session=session-1'
    expect(await userOf(auth, incoming({ Cookie: cookie }))).toBe('anna')
    expect(await userOf(auth, incoming({ Cookie: 'auth_session; AUTH_SESSION=session-1' }))).toBe(
      null,
    )
    expect(Object.hasOwn(Object.prototype, 'auth_session')).toBe(false)
  })

  it('a session is found among a great many cookies', async () => {
    const { auth, database } = open()
    plantSession(database, 'session-1')
    const others = Array.from({ length: 50_000 }, (_, index) => `c${index}=x`)
    for (const cookies of [[], [';'.repeat(50_000)], ['='.repeat(50_000)], others]) {
      const Cookie = [...cookies, 'auth_session=session-1'].join('; ')
      expect(await userOf(auth, incoming({ Cookie }))).toBe('anna')
    }
  })

  it('nothing of a deleted user can be used again', async () => {
    const { auth, database } = open()
    await auth.createKey({ userId: 'anna', providerId: 'a', providerUserId: 'b', password: null })
    plantSession(database, 'session-1')
    await auth.deleteUser('anna')
    const context = incoming({ Authorization: 'Bearer session-1' }, { session: 'session-1' })
    expect(await userOf(auth, context)).toBeNull()
    expect(await auth.handleRequest(context).validateBearerToken()).toBeNull()
    await expect(auth.useKey('a', 'b', null)).rejects.toThrow('AUTH_INVALID_KEY_ID')
    expect([...ids(database, 'session'), ...ids(database, 'key')]).toEqual([])
  })

  it('an Authorization header of any other kind is no session', async () => {
    const { auth, database } = open()
    plantSession(database, 'session-1')
    for (const header of ['session-1', 'Basic session-1', 'Bearer', 'Bearer,']) {
      const request = auth.handleRequest(incoming({ Authorization: header }))
      expect(await request.validateBearerToken(), header).toBeNull()
    }
  })
})

describe('sessionCookie.expires: false', () => {
  it.each([
    ['plain Lucia', () => plain({ sessionCookie: { expires: false } }).auth],
    ['here', () => ours({ sessionCookie: { expires: false } }).auth],
  ] as const)('%s: lasts longer than the session, and a logout still ends it', (_, open) => {
    const auth = open()
    const session = { sessionId: 'x', idlePeriodExpiresAt: new Date() } as never
    const { expires } = auth.createSessionCookie(session).attributes
    expect(expires?.getTime()).toBeGreaterThan(Date.now() + 300 * 24 * 60 * 60 * 1000)
    expect(auth.createSessionCookie(null).attributes.expires).toEqual(new Date(0))
  })
})

describe('a request whose headers cannot be read', () => {
  it('here: throws what the headers throw, and nothing else', () => {
    const { auth } = ours()
    const get = () => {
      throw new Error('no headers')
    }
    const request = { method: 'POST', headers: { get } }
    const context: RequestContext = { request, setCookie: () => {} }
    expect(() => auth.handleRequest(context)).toThrow('no headers')
  })
})
