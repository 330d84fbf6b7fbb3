import Database from 'better-sqlite3'
import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createAuth } from '../src/better-sqlite3.ts'
import { SetupError } from '../src/errors.ts'
import { hono, requireSession, sessionMiddleware } from '../src/hono.ts'
import { createSchema, timeColumns } from '../src/schema/sqlite.ts'
import { sqliteTables } from './ddl.ts'
import { schemas } from './fixtures/sqlite.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 0, 1)
const url = 'https://app.example/'

const options = {
  schema: schemas.lucia,
  middleware: hono(),
  getUserAttributes: (user: typeof schemas.lucia.user.$inferSelect) => ({
    username: user.username,
  }),
}
let statements: unknown[]
let database: Database.Database

/** Anna's session, and the cookie header of a browser that has it. */
async function signIn() {
  const { auth } = createAuth(database, options)
  await auth.createUser({ userId: 'anna', key: null, attributes: { username: 'anna' } })
  await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
  return { headers: { cookie: 'auth_session=session-1' } }
}

function createApp() {
  return new Hono()
    .use(sessionMiddleware(() => createAuth(database, options)))
    .get('/', (c) => c.text(c.var.session?.user.username ?? 'nobody'))
    .get('/private', requireSession(), (c) => c.text(c.var.session.user.username))
    .get('/raw', () => new Response('raw', { headers: { 'set-cookie': 'own=1' } }))
    .get('/other', (c) => {
      c.header('set-cookie', 'other=1')
      return c.text('other')
    })
    .get('/error', () => {
      throw new HTTPException(418)
    })
    .post('/sign-out', (c) => {
      c.var.authRequest.setSession(null)
      return c.redirect('/')
    })
}

beforeEach(async () => {
  vi.useFakeTimers({ now, toFake: ['Date'] })
  statements = []
  database = new Database(':memory:', { verbose: (statement) => statements.push(statement) })
  for (const statement of await sqliteTables(schemas.lucia)) database.exec(statement)
})

afterEach(() => {
  database.close()
  vi.useRealTimers()
})

describe('sessionMiddleware()', () => {
  it('asks the database nothing when there is no cookie', async () => {
    createAuth(database, options)
    statements.length = 0
    const response = await createApp().request(url)
    expect(await response.text()).toBe('nobody')
    expect(response.headers.getSetCookie()).toEqual([])
    expect(statements).toEqual([])
  })

  it('validates the session once, in one statement', async () => {
    const browser = await signIn()
    statements.length = 0
    const response = await createApp().request(url, browser)
    expect(await response.text()).toBe('anna')
    expect(response.headers.getSetCookie()).toEqual([])
    expect(statements).toHaveLength(1)
  })

  it('sends the cookie of a renewed session once, whatever the handler answers with', async () => {
    const renewed = /^auth_session=session-1; Path=\/; Expires=.*; HttpOnly; Secure; SameSite=Lax$/
    const browser = await signIn()
    const app = createApp()
    const paths = { '': [], raw: ['own=1'], other: ['other=1'], error: [], private: [] }
    for (const [index, [path, cookies]] of Object.entries(paths).entries()) {
      vi.setSystemTime(now + 2 * day * (index + 1))
      const response = await app.request(url + path, browser)
      expect(response.headers.getSetCookie()).toEqual([...cookies, expect.stringMatching(renewed)])
      const again = await app.request(url + path, browser)
      expect(again.headers.getSetCookie()).toEqual(cookies)
    }
  })

  it('ends the cookie of a session that is over, and leaves that of an untrusted request', async () => {
    const ended = 'auth_session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'
    const browser = { headers: { cookie: 'auth_session=unknown' } }
    const response = await createApp().request(url, browser)
    expect(response.headers.get('set-cookie')).toContain(ended)
    const post = { method: 'POST', headers: { ...browser.headers, origin: 'https://evil.example' } }
    const forged = await createApp().request(`${url}sign-out`, post)
    expect(forged.headers.get('set-cookie')).toBeNull()
  })

  it('lets a handler set the session', async () => {
    const { headers } = await signIn()
    const signOut = { method: 'POST', headers: { ...headers, origin: 'https://app.example' } }
    const response = await createApp().request(`${url}sign-out`, signOut)
    expect(response.status).toBe(302)
    expect(response.headers.get('set-cookie')).toMatch(/^auth_session=; .*Expires=Thu, 01 Jan 1970/)
  })

  it('hands a wrong set-up and a broken database to the error handler', async () => {
    const errors: unknown[] = []
    const withoutBinding = new Hono<{ Bindings: { DB: Database.Database } }>()
      .use(sessionMiddleware((c: Context) => createAuth(c.env.DB, options)))
      .onError((error, c) => c.text(String(errors.push(error)), 500))
    expect((await withoutBinding.request(url, {}, {})).status).toBe(500)
    expect(errors[0]).toBeInstanceOf(SetupError)

    const browser = await signIn()
    database.exec('drop table user_session')
    const broken = createApp().onError((error, c) => c.text(String(errors.push(error)), 500))
    expect((await broken.request(url, browser)).status).toBe(500)
    expect(errors[1]).toMatchObject({ message: expect.stringContaining('user_session') })
  })

  it('refuses anything but a function', () => {
    const setUp = createAuth(database, options)
    expect(() => sessionMiddleware(setUp as never)).toThrow(SetupError)
    expect(() => sessionMiddleware(undefined as never)).toThrow('Received undefined')
  })
})

describe('requireSession()', () => {
  it('answers 401 without a session, and lets a session through', async () => {
    const app = createApp()
    expect((await app.request(`${url}private`)).status).toBe(401)
    const response = await app.request(`${url}private`, await signIn())
    expect(await response.text()).toBe('anna')
  })

  it('says so where sessionMiddleware() has not run before it', async () => {
    const errors: unknown[] = []
    const app = new Hono()
      .get('/', requireSession(), (c) => c.text('private'))
      .use(sessionMiddleware(() => createAuth(database, options)))
      .onError((error, c) => c.text(String(errors.push(error)), 500))
    expect((await app.request(url, await signIn())).status).toBe(500)
    expect(errors).toEqual([expect.any(SetupError)])
    expect(String(errors[0])).toContain('must stand behind sessionMiddleware()')
  })

  it('is no middleware itself', async () => {
    const errors: unknown[] = []
    const app = new Hono()
      .use(sessionMiddleware(() => createAuth(database, options)))
      // @ts-expect-error it is called: requireSession()
      .get('/', requireSession, (c) => c.text('private'))
      .onError((error, c) => c.text(String(errors.push(error)), 500))
    expect((await app.request(url)).status).toBe(500)
    expect(String(errors[0])).toContain('requireSession(): options must be a plain object')
  })
})

describe('hono()', () => {
  it('gives handleRequest() the context of Hono 4, and appends its cookies', async () => {
    const browser = await signIn()
    const app = new Hono().get('/', async (c) => {
      c.header('set-cookie', 'other=1')
      const { auth } = createAuth(database, options)
      const authRequest = auth.handleRequest(c)
      const session = await authRequest.validate()
      authRequest.setSession(await auth.createSession({ userId: 'anna', sessionId: 'session-2' }))
      return c.json(session?.user)
    })
    const response = await app.request(url, browser)
    expect(await response.json()).toEqual({ userId: 'anna', username: 'anna' })
    const [other, session] = response.headers.getSetCookie()
    expect(other).toBe('other=1')
    expect(session).toContain('auth_session=session-2;')
  })
})

describe('requireSession({ within })', () => {
  const schema = createSchema({ session: timeColumns() })
  const within = 600_000
  const tables = `
    create table user (id text not null primary key);
    create table user_key (id text not null primary key, user_id text, hashed_password text);
    create table user_session (id text not null primary key, user_id text not null,
      active_expires integer not null, idle_expires integer not null, created_at integer)`

  async function open(getSessionAttributes: (row: { createdAt: number | null }) => object) {
    const timed = new Database(':memory:')
    onTestFinished(() => void timed.close())
    timed.exec(tables)
    const setup = createAuth(timed, { schema, getSessionAttributes })
    await setup.auth.createUser({ userId: 'anna', key: null, attributes: {} })
    await setup.auth.createSession({ userId: 'anna', sessionId: 'session-1' })
    const errors: string[] = []
    const app = new Hono()
      .use(sessionMiddleware(() => setup))
      .get('/', requireSession({ within }), (c) => c.text(c.var.session.user.userId))
      .onError((error, c) => {
        if (error instanceof HTTPException) return c.text(error.message, error.status)
        errors.push(String(error))
        return c.text('error', 500)
      })
    const visit = async (cookie = 'auth_session=session-1') => {
      const response = await app.request(url, { headers: { cookie } })
      return [response.status, await response.text()]
    }
    return { visit, errors, timed }
  }

  it('asks for a session that has begun so many milliseconds ago at the most', async () => {
    const { visit, timed } = await open(({ createdAt }) => ({ createdAt }))
    expect(await visit()).toEqual([200, 'anna'])
    vi.setSystemTime(now + within)
    expect(await visit()).toEqual([200, 'anna'])
    vi.setSystemTime(now + within + 1)
    expect(await visit()).toEqual([401, 'Sign in again'])
    expect(await visit('')).toEqual([401, 'Sign in first'])
    vi.setSystemTime(now)
    timed.exec('update user_session set created_at = null')
    expect(await visit()).toEqual([401, 'Sign in again'])
  })

  it('is a SetupError where it cannot see when the session began', async () => {
    const { visit, errors } = await open(() => ({}))
    expect(await visit()).toEqual([500, 'error'])
    expect(errors).toEqual([expect.stringContaining('within must see session.createdAt')])
    expect(() => requireSession({ within: -1 })).toThrow(SetupError)
  })
})
