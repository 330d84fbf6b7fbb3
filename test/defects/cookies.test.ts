import type { RequestContext } from 'lucia'
import { describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { incoming, userOf } from './incoming.ts'
import { ours, plain, plantSession } from './pair.ts'

const ended = expect.stringMatching(/^auth_session=;/)

describe('R7: sessionCookie.attributes', () => {
  const sessionCookie = { name: '__Host-session', attributes: { sameSite: 'strict' as const } }

  it('plain Lucia: loses Path=/, so that the browser refuses or misplaces the cookie', () => {
    const { auth } = plain({ sessionCookie })
    expect(auth.createSessionCookie(null).serialize()).not.toContain('Path')
  })

  it('here: is merged over the defaults', () => {
    const { auth } = ours({ sessionCookie })
    const cookie = auth.createSessionCookie(null).serialize()
    expect(cookie).toMatch(/^__Host-session=; Path=\/; .*HttpOnly; Secure; SameSite=Strict$/)
    const attributes = { path: '/app', domain: 'example.com' }
    const moved = ours({ sessionCookie: { attributes } }).auth.createSessionCookie(null)
    expect(moved.attributes).toMatchObject({ ...attributes, sameSite: 'lax', httpOnly: true })
  })
})

describe('R9: a login while the old cookie is still being validated', () => {
  it('plain Lucia: sends an end of session after the new cookie', async () => {
    const { auth } = plain()
    const session = await auth.createSession({ userId: 'anna', attributes: {} })
    const context = incoming({}, { session: 'gone' })
    const request = auth.handleRequest(context)
    const pending = request.validate()
    request.setSession(session)
    await pending
    expect(context.cookies).toEqual([expect.stringContaining(session.sessionId), ended])
  })

  it('here: leaves the new cookie alone', async () => {
    const { auth, database } = ours()
    plantSession(database, 'idle', { userId: 'berta', state: 'idle' })
    const session = await auth.createSession({ userId: 'anna' })
    for (const old of ['gone', 'idle']) {
      const context = incoming({}, { session: old })
      const request = auth.handleRequest(context)
      const pending = request.validate()
      request.setSession(session)
      await pending
      expect(context.cookies).toEqual([expect.stringContaining(session.sessionId)])
      expect(await request.validate()).toMatchObject({ user: { userId: 'anna' } })
    }
  })

  it('here: leaves the end of session alone at a logout', async () => {
    const { auth, database } = ours()
    plantSession(database, 'idle', { state: 'idle' })
    const context = incoming({}, { session: 'idle' })
    const request = auth.handleRequest(context)
    const pending = request.validate()
    request.setSession(null)
    await pending
    expect(context.cookies).toEqual([ended])
    expect(await request.validate()).toBeNull()
  })
})

describe('R10: the session of a user who is gone', () => {
  const withoutUser = { foreignKeys: false }

  it('plain Lucia: validate() throws at every request until the cookie has expired', async () => {
    const { auth, database } = plain({}, withoutUser)
    plantSession(database, 'orphan', { userId: 'nobody' })
    const context = incoming({}, { session: 'orphan' })
    await expect(auth.handleRequest(context).validate()).rejects.toThrow('AUTH_INVALID_USER_ID')
    expect(context.cookies).toEqual([])
  })

  it('here: is no session, and the cookie ends', async () => {
    const { auth, database } = ours({}, withoutUser)
    plantSession(database, 'orphan', { userId: 'nobody' })
    const context = incoming({}, { session: 'orphan' })
    expect(await userOf(auth, context)).toBeNull()
    expect(context.cookies).toEqual([ended])
  })
})

describe('R12: a session cookie whose name every object has', () => {
  const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty']

  it('plain Lucia: throws at every request with any cookie', async () => {
    for (const name of names) {
      const { auth } = plain({ sessionCookie: { name } })
      await expect(userOf(auth, incoming({ Cookie: 'a=b' })), name).rejects.toThrow()
    }
  })

  it('here: is refused at set-up, with what no cookie can be called', () => {
    for (const name of [...names, '', 'a b', 'a=b', 'a;b', 'ä']) {
      expect(() => ours({ sessionCookie: { name } }), name).toThrow(SetupError)
    }
  })
})

describe('R13: headers as a plain object', () => {
  const contextOf = (headers: Record<string, string>) => {
    const { setCookie } = incoming()
    const request = { method: 'GET', url: 'https://app.example.com/', headers }
    return { request, setCookie } as unknown as RequestContext
  }
  const headers = { cookie: 'auth_session=session-1' }

  it('plain Lucia: throws unless the object has an authorization', () => {
    const { auth } = plain()
    expect(() => auth.handleRequest(contextOf(headers))).toThrow(TypeError)
  })

  it('here: is read, whatever names the client chose for its headers', async () => {
    const { auth, database } = ours()
    plantSession(database, 'session-1')
    expect(await userOf(auth, contextOf(headers))).toBe('anna')
    for (const name of ['get', 'has', 'constructor', 'authorization']) {
      expect(await userOf(auth, contextOf({ ...headers, [name]: 'x' })), name).toBe('anna')
    }
  })
})

describe('R15: a cookie that can be no session id', () => {
  const cookies = ['%00', 'a%20b', '%F0%9F%98%80', 'ÿ', 'x'.repeat(100_000), '%0A%0Dx']

  it('plain Lucia: hands it to the database, which may refuse it with an error', async () => {
    let statements = 0
    const { auth } = plain({}, { verbose: () => statements++ })
    statements = 0
    for (const value of cookies) {
      await userOf(auth, incoming({ Cookie: `auth_session=${value}` }))
    }
    expect(statements).toBe(cookies.length)
  })

  it('here: is no session, without a query', async () => {
    let statements = 0
    const { auth } = ours({}, { verbose: () => statements++ })
    statements = 0
    for (const value of cookies) {
      expect(await userOf(auth, incoming({ Cookie: `auth_session=${value}` }))).toBeNull()
    }
    expect(statements).toBe(0)
  })
})

describe('R19: two cookies of the name of the session, as after a move to a domain', () => {
  const dead = 'auth_session=gone; auth_session=live'
  const ofTwoUsers = 'auth_session=of-berta; auth_session=live'

  it('plain Lucia: the first counts, dead or of another user, and its end is the end of both', async () => {
    const { auth, database } = plain()
    plantSession(database, 'live')
    plantSession(database, 'of-berta', { userId: 'berta' })
    const context = incoming({ Cookie: dead })
    expect(await userOf(auth, context)).toBeNull()
    expect(context.cookies).toEqual([ended])
    expect(await userOf(auth, incoming({ Cookie: ofTwoUsers }))).toBe('berta')
  })

  it('here: the valid one counts, and none where they are of two users', async () => {
    const { auth, database } = ours()
    plantSession(database, 'live')
    plantSession(database, 'of-berta', { userId: 'berta' })
    const context = incoming({ Cookie: dead })
    expect(await userOf(auth, context)).toBe('anna')
    expect(await userOf(auth, incoming({ Cookie: ofTwoUsers }))).toBeNull()
    expect(context.cookies).toEqual([])
  })
})
