import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { sessionMiddleware } from '../../src/hono.ts'
import type { SessionCookie } from '../../src/internal/auth/session-cookie.ts'
import { incoming } from '../defects/incoming.ts'
import { ids, ours, plantSession } from '../defects/pair.ts'
import { orders } from './cookies.ts'

const name = '__Host-session'
const oldNames = ['auth_session', 'sid']

/** A set-up whose cookie had other names before, and requests with cookies of any name. */
function open(sessionCookie: SessionCookie = { name, oldNames }) {
  let statements = 0
  const verbose = () => void statements++
  const setup = ours({ sessionCookie }, { foreignKeys: false, verbose })
  for (const id of ['anna-1', 'anna-2']) plantSession(setup.database, id)
  plantSession(setup.database, 'berta-1', { userId: 'berta' })
  plantSession(setup.database, 'anna-idle', { state: 'idle' })
  plantSession(setup.database, 'expired', { state: 'expired' })
  const visit = (cookies: string[], more = {}) => {
    const context = incoming({ Cookie: cookies.join('; ') }, more)
    return { request: setup.auth.handleRequest(context), sent: context.cookies }
  }
  async function validate(...cookies: string[]) {
    const { request, sent } = visit(cookies)
    statements = 0
    const session = await request.validate()
    return { id: session?.sessionId ?? null, sent, statements, request }
  }
  return { ...setup, visit, validate }
}

const ended = (cookie: string) =>
  expect.stringMatching(
    new RegExp(`^${cookie}=; (Domain=[^;]*; )?Path=/; Expires=Thu, 01 Jan 1970`),
  )
const set = (id: string) => expect.stringMatching(new RegExp(`^${name}=${id}; Path=/; Expires=`))

describe('a cookie of an old name', () => {
  it('is answered with the new name, and ended', async () => {
    const { validate } = open()
    for (const old of oldNames) {
      const { id, sent, statements } = await validate(`${old}=anna-1`)
      expect({ id, statements }).toEqual({ id: 'anna-1', statements: 1 })
      expect(sent).toEqual([set('anna-1'), ended(old)])
    }
    expect(await validate(`${name}=anna-1`)).toMatchObject({ id: 'anna-1', sent: [] })
  })

  it('is renewed as any other', async () => {
    const { validate } = open()
    const { id, sent } = await validate('auth_session=anna-idle')
    expect(id).toBe('anna-idle')
    expect(new Set(sent)).toEqual(new Set([sent[0], sent.at(-1)]))
    expect([sent[0], sent.at(-1)]).toEqual([set('anna-idle'), ended('auth_session')])
  })

  it('counts only where none of the new name has a session', async () => {
    const { validate, database } = open()
    for (const cookies of orders([`${name}=anna-1`, 'auth_session=berta-1', 'sid=gone'])) {
      const { id, sent, statements } = await validate(...cookies)
      expect({ id, statements }).toEqual({ id: 'anna-1', statements: 1 })
      expect(sent).toEqual([set('anna-1'), ended('auth_session'), ended('sid')])
    }
    for (const cookies of orders([`${name}=gone`, 'auth_session=berta-1'])) {
      const { id, sent } = await validate(...cookies)
      expect(id).toBe('berta-1')
      expect(sent).toEqual([set('berta-1'), ended('auth_session')])
    }
    for (const cookies of orders([`${name}=anna-1`, `${name}=berta-1`, 'sid=anna-2'])) {
      expect(await validate(...cookies)).toMatchObject({ id: null, sent: [] })
    }
    expect(ids(database, 'session')).toContain('berta-1')
  })

  it('has no session where those of old names are of two users, or none is valid', async () => {
    const { validate } = open()
    expect(await validate('sid=anna-1', 'auth_session=berta-1')).toMatchObject({
      id: null,
      sent: [],
    })
    const { id, sent } = await validate('sid=expired', 'auth_session=gone')
    expect(id).toBeNull()
    expect(sent).toEqual([ended(name), ended('auth_session'), ended('sid')])
  })

  it('is ended by a sign-in and a sign-out', async () => {
    const { auth, visit } = open()
    const session = await auth.createSession({ userId: 'berta' })
    for (const [next, first] of [
      [session, set(session.sessionId)],
      [null, ended(name)],
    ] as const) {
      const { request, sent } = visit(['sid=anna-1'])
      request.setSession(next)
      expect(sent).toEqual([first, ended('sid')])
      expect((await request.validate())?.sessionId).toBe(next?.sessionId)
    }
  })

  it('is not sent again by a sign-in with the session that it has moved', async () => {
    const { validate, auth } = open()
    const { request, sent } = await validate('sid=anna-1')
    request.setSession(await auth.getSession('anna-1'))
    expect(sent).toHaveLength(2)
  })

  it('is not read where the request is not trusted', async () => {
    const { visit } = open()
    const { request, sent } = visit(['auth_session=anna-1'], { method: 'POST' })
    expect(await request.validate()).toBeNull()
    expect(sent).toEqual([])
  })

  it('opens its session where the answer takes no cookies', async () => {
    const { auth } = open()
    const context = incoming({ Cookie: 'sid=anna-1' })
    const setCookie = () => {
      throw new TypeError('No cookies here')
    }
    const session = await auth.handleRequest({ ...context, setCookie }).validate()
    expect(session?.sessionId).toBe('anna-1')
  })

  it('is bound as any other, and ended where it has moved', async () => {
    const { auth, visit } = open()
    const { request } = visit(['sid=anna-1'])
    expect(await request.validate()).not.toBeNull()
    const context = incoming({ Cookie: 'sid=anna-1' })
    const bound = auth.handleRequestContext(context, async () => false)
    expect(await bound.validate()).toBeNull()
    expect(context.cookies).toEqual([ended(name), ended('sid')])
    await expect(auth.getSession('anna-1')).rejects.toThrow('AUTH_INVALID_SESSION_ID')
  })

  it('is ended for its domain and for the host alone, where the new one has a domain', async () => {
    const { validate } = open({ name: 'new', oldNames: ['sid'], attributes: { domain: 'a.test' } })
    const { sent } = await validate('sid=anna-1')
    const ends = sent.slice(1)
    expect(ends).toEqual([ended('sid'), ended('sid')])
    expect(ends.map((cookie) => cookie.includes('Domain=a.test'))).toEqual([false, true])
  })

  it('is what readSessionCookie() gives where there is none of the new name', () => {
    const { auth } = open()
    expect(auth.readSessionCookie('sid=anna-1')).toBe('anna-1')
    expect(auth.readSessionCookie(`sid=anna-1; ${name}=anna-2`)).toBe('anna-2')
    expect(auth.readSessionCookie('other=x')).toBeNull()
  })

  it('goes over with a response of Hono', async () => {
    const setup = open()
    const app = new Hono().use(sessionMiddleware(() => setup)).get('/', (c) => c.text('hello'))
    const response = await app.request('/', { headers: { Cookie: 'sid=anna-1' } })
    expect(response.headers.getSetCookie()).toEqual([set('anna-1'), ended('sid')])
    expect(response.headers.get('Cache-Control')).toBe('private')
  })

  it('has another name than the new one', () => {
    for (const cookie of [{ name: 'sid', oldNames: ['sid'] }, { oldNames: ['auth_session'] }]) {
      expect(() => ours({ sessionCookie: cookie })).toThrow(SetupError)
    }
    expect(() => ours({ sessionCookie: { oldNames: ['a b'] } })).toThrow(
      'options.sessionCookie.oldNames.0 must be a name that a cookie can have',
    )
  })
})
