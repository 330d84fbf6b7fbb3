import { Hono } from 'hono'
import { hono as luciaHono } from 'lucia/middleware'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { hono } from '../../src/hono.ts'
import { incoming, userOf } from './incoming.ts'
import { day, ours, plain, plantSession } from './pair.ts'

const cookieOf = (session: string) => ({ headers: { Cookie: `auth_session=${session}` } })

afterEach(() => {
  vi.useRealTimers()
})

describe('R1: hono() on Hono 4', () => {
  it('plain Lucia: answers 500 to every request', async () => {
    const { auth } = plain({ middleware: luciaHono() })
    const app = new Hono()
    const errors: unknown[] = []
    app.onError((error, c) => {
      errors.push(error)
      return c.text('error', 500)
    })
    // @ts-expect-error Lucia's types do not know the context of Hono 4 either
    app.get('/', async (c) => c.json(await auth.handleRequest(c).validate()))
    expect((await app.request('/')).status).toBe(500)
    expect(errors).toEqual([expect.any(TypeError)])
  })

  it('here: the request has its session, or none', async () => {
    const { auth, database } = ours({ middleware: hono() })
    plantSession(database, 'session-1')
    const app = new Hono()
    app.get('/', async (c) => c.json(await auth.handleRequest(c).validate()))
    expect(await (await app.request('/')).json()).toBeNull()
    const answer = await app.request('/', cookieOf('session-1'))
    expect(await answer.json()).toMatchObject({ user: { userId: 'anna' } })
  })
})

describe('R2: a cookie that is set before the session cookie', () => {
  it('plain Lucia: is lost', async () => {
    const { auth } = plain({ middleware: luciaHono() })
    const app = new Hono()
    app.get('/', async (c) => {
      c.header('Set-Cookie', 'theme=dark')
      // What Hono 3 had, and Lucia reads.
      const request = Object.assign(c.req, { headers: c.req.raw.headers })
      const context = { req: request, header: c.header.bind(c) }
      await auth.handleRequest(context).validate()
      return c.text('ok')
    })
    const answer = await app.request('/', cookieOf('gone'))
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^auth_session=;/)])
  })

  it('here: both arrive', async () => {
    const { auth } = ours({ middleware: hono() })
    const app = new Hono()
    app.get('/', async (c) => {
      c.header('Set-Cookie', 'theme=dark')
      await auth.handleRequest(c).validate()
      return c.text('ok')
    })
    const answer = await app.request('/', cookieOf('gone'))
    const ended = expect.stringMatching(/^auth_session=;/)
    expect(answer.headers.getSetCookie()).toEqual(['theme=dark', ended])
  })
})

describe('R3: the cookie of a session that is renewed', () => {
  const now = Date.UTC(2026, 0, 1)
  const until = (days: number) => new Date(now + days * day).toUTCString()

  it('plain Lucia: is never sent again, so that the browser drops it 15 days after the login', async () => {
    vi.useFakeTimers({ now, toFake: ['Date'] })
    const { auth } = plain()
    const session = await auth.createSession({ userId: 'anna', attributes: {} })
    expect(auth.createSessionCookie(session).serialize()).toContain(`Expires=${until(15)}`)
    for (let visit = 2; visit <= 14; visit += 2) {
      vi.setSystemTime(now + visit * day)
      const context = incoming({}, { session: session.sessionId })
      const renewed = await auth.handleRequest(context).validate()
      expect(renewed).toMatchObject({ fresh: true, state: 'idle' })
      expect(context.cookies).toEqual([])
    }
  })

  it('here: is sent once each time, and the session says that it is active', async () => {
    vi.useFakeTimers({ now, toFake: ['Date'] })
    const { auth } = ours()
    const session = await auth.createSession({ userId: 'anna' })
    for (let visit = 2; visit <= 14; visit += 2) {
      vi.setSystemTime(now + visit * day)
      const context = incoming({}, { session: session.sessionId })
      const request = auth.handleRequest(context)
      expect(await request.validate()).toMatchObject({ fresh: true, state: 'active' })
      await request.validate()
      expect(context.cookies).toEqual([expect.stringContaining(`Expires=${until(visit + 15)}`)])
      expect(context.cookies[0]).toContain(`auth_session=${session.sessionId};`)
    }
  })
})

describe('R8: validate() after validateBearerToken()', () => {
  const both = () => incoming({ Authorization: 'Bearer of-berta' }, { session: 'of-anna' })
  const validations = /select/i

  it("plain Lucia: returns the bearer's user, and asks the database for each", async () => {
    const statements: unknown[] = []
    const { auth, database } = plain({}, { verbose: (statement) => statements.push(statement) })
    plantSession(database, 'of-anna')
    plantSession(database, 'of-berta', { userId: 'berta' })
    const request = auth.handleRequest(both())
    await request.validateBearerToken()
    expect(await request.validate()).toMatchObject({ user: { userId: 'berta' } })
    statements.length = 0
    await request.validateBearerToken()
    expect(statements).toHaveLength(2)
  })

  it('here: each returns its own user, with one query each', async () => {
    const statements: unknown[] = []
    const { auth, database } = ours({}, { verbose: (statement) => statements.push(statement) })
    plantSession(database, 'of-anna')
    plantSession(database, 'of-berta', { userId: 'berta' })
    for (const order of ['cookie first', 'bearer first']) {
      statements.length = 0
      const request = auth.handleRequest(both())
      if (order === 'cookie first') await request.validate()
      expect(await request.validateBearerToken()).toMatchObject({ user: { userId: 'berta' } })
      expect(await request.validate()).toMatchObject({ user: { userId: 'anna' } })
      await Promise.all([request.validateBearerToken(), request.validate()])
      expect(statements).toEqual([
        expect.stringMatching(validations),
        expect.stringMatching(validations),
      ])
    }
  })

  it('here: a bearer token needs no trusted origin, the cookie beside it does', async () => {
    const { auth, database } = ours()
    plantSession(database, 'of-anna')
    plantSession(database, 'of-berta', { userId: 'berta' })
    const headers = { Authorization: 'Bearer of-berta', Origin: 'https://evil.example' }
    const context = incoming(headers, { method: 'POST', session: 'of-anna' })
    const request = auth.handleRequest(context)
    expect(await request.validateBearerToken()).toMatchObject({ user: { userId: 'berta' } })
    expect(await userOf(auth, context)).toBeNull()
  })
})
