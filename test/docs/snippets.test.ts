import Database from 'better-sqlite3'
import { text } from 'drizzle-orm/sqlite-core'
import type { Hono } from 'hono'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { createAuth as createD1Auth } from '../../src/d1.ts'
import { scrypt } from '../../src/password.ts'
import { clientColumns, createSchema, timeColumns } from '../../src/schema/sqlite.ts'
import { sqliteTables } from '../ddl.ts'
import { useD1 } from '../defects/d1.ts'
import { servePostgres } from '../drivers/database.ts'
import { sqliteFile } from '../drivers/sqlite-file.ts'
import { snippet } from './pages.ts'

const origin = 'https://app.example.com'
const password = 'correct horse'
const key = { providerId: 'email', providerUserId: 'a@example.com', password }

afterEach(() => {
  vi.unstubAllEnvs()
})

interface Worker {
  fetch(request: Request, env: object): Promise<Response>
  scheduled(controller: unknown, env: object): Promise<void>
}

describe('on D1', async () => {
  const schema = createSchema({ user: { email: text('email').notNull().unique() } })
  const tables = await sqliteTables(schema)
  const database = useD1(() => tables)

  async function signedIn() {
    const { auth } = createD1Auth(database(), { schema })
    const { userId } = await auth.createUser({ key, attributes: { email: 'a@example.com' } })
    const session = await auth.createSession({ userId })
    return { auth, session, userId, Cookie: `auth_session=${session.sessionId}` }
  }

  it('the example in short shows who is signed in', async () => {
    const app = (await snippet('worker-in-short')).default as Hono
    const ask = (path: string, headers = {}) =>
      app.request(`${origin}${path}`, { headers }, { DB: database() })
    const { Cookie } = await signedIn()
    expect(await (await ask('/')).text()).toBe('nobody')
    expect((await ask('/private')).status).toBe(401)
    expect(await (await ask('/', { Cookie })).text()).toBe('a@example.com')
    expect(await (await ask('/private', { Cookie })).text()).toBe('Hello a@example.com')
  })

  describe('a Worker of the README', () => {
    const fetch = async (path: string, init: RequestInit = {}) =>
      ((await snippet('worker')).default as Worker).fetch(new Request(`${origin}${path}`, init), {
        DB: database(),
      })
    const post = (path: string, body: object, headers = {}) =>
      fetch(path, {
        method: 'POST',
        headers: { Origin: origin, ...headers },
        body: JSON.stringify(body),
      })
    const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''

    it('signs up, in and out', async () => {
      const credentials = { email: 'a@example.com', password }
      expect((await post('/sign-up', credentials)).status).toBe(204)
      const signIn = await post('/sign-in', credentials)
      const Cookie = cookieOf(signIn)
      const me = await fetch('/me', { headers: { Cookie } })
      expect(await me.json()).toMatchObject({ email: 'a@example.com' })
      const signOut = await post('/sign-out', {}, { Cookie })
      expect(cookieOf(signOut)).toBe('auth_session=')
      expect((await fetch('/me', { headers: { Cookie } })).status).toBe(401)
    })

    it('says what is wrong', async () => {
      await signedIn()
      const taken = await post('/sign-up', { email: 'a@example.com', password })
      expect([taken.status, await taken.text()]).toEqual([409, 'This email is taken'])
      const wrong = await post('/sign-in', { email: 'a@example.com', password: 'wrong' })
      expect([wrong.status, await wrong.text()]).toEqual([400, 'Wrong email or password'])
      const Origin = 'https://evil.example.com'
      const foreign = await post('/sign-in', { email: 'a@example.com', password }, { Origin })
      expect(foreign.status).toBe(403)
    })

    it('deletes expired sessions when its cron trigger fires', async () => {
      const { session, userId, auth } = await signedIn()
      await auth.createSession({ userId, sessionId: 'old' })
      await database().prepare("update user_session set idle_expires = 1 where id = 'old'").run()
      const worker = (await snippet('worker')).default as Worker
      await worker.scheduled(undefined, { DB: database() })
      const { results } = await database().prepare('select id from user_session').all()
      expect(results).toEqual([{ id: session.sessionId }])
    })
  })

  describe('without Hono', () => {
    it('a Worker signs in and out', async () => {
      const { auth } = createD1Auth(database(), { schema })
      const named = { providerId: 'name', providerUserId: 'ada', password }
      const attributes = { email: 'a@example.com' }
      const { userId } = await auth.createUser({ key: named, attributes })
      const worker = (await snippet('worker-fetch')).default as Worker
      const ask = (method: string, path: string, Cookie = '', body?: URLSearchParams) => {
        const headers = { Origin: origin, Cookie }
        const init = { method, headers, ...(body && { body }) }
        return worker.fetch(new Request(`${origin}${path}`, init), { DB: database() })
      }
      const form = (name: string) => new URLSearchParams({ name, password })
      expect((await ask('POST', '/sign-in', '', form('eve'))).status).toBe(400)
      const signIn = await ask('POST', '/sign-in', '', form('ada'))
      expect([signIn.status, signIn.headers.get('Location')]).toEqual([303, '/'])
      const Cookie = signIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
      expect(await (await ask('GET', '/', Cookie)).text()).toBe(userId)
      const signOut = await ask('POST', '/sign-out', Cookie)
      expect(signOut.headers.getSetCookie()[0]).toMatch(/^auth_session=;/)
      expect(await (await ask('GET', '/', Cookie)).text()).toBe('nobody')
    })

    it('a function of Pages hands its session to the next', async () => {
      const { Cookie, userId } = await signedIn()
      await database().prepare('update user_session set active_expires = 1').run()
      const { onRequest, onRequestGet } = await snippet('pages-function')
      const request = new Request(origin, { headers: { Cookie } })
      const data = {}
      const next = () => (onRequestGet as (context: object) => Response)({ data })
      const context = { request, env: { DB: database() }, data, next }
      const answer = await (onRequest as (context: object) => Promise<Response>)(context)
      expect(await answer.text()).toBe(userId)
      expect(answer.headers.getSetCookie()).toEqual([expect.stringContaining(Cookie)])
    })
  })

  it('a session ends in another browser or country', async () => {
    for (const table of ['user_session', 'user_key', 'user']) {
      await database().prepare(`drop table "${table}"`).run()
    }
    const bound = createSchema({ session: clientColumns() })
    for (const statement of await sqliteTables(bound)) await database().prepare(statement).run()
    await createD1Auth(database(), { schema: bound }).auth.createUser({ key, userId: 'ada' })
    const { app } = await snippet('client')
    const ask = (path: string, init: RequestInit) =>
      (app as Hono).request(`${origin}${path}`, init, { DB: database(), ADDRESS_KEY: 'secret' })
    const here = { 'User-Agent': 'Firefox', 'CF-IPCountry': 'CH', 'CF-Connecting-IP': '192.0.2.1' }
    const signIn = await ask('/sign-in', {
      method: 'POST',
      headers: { Origin: origin, ...here },
      body: password,
    })
    const Cookie = signIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect(await (await ask('/', { headers: { Cookie, ...here } })).text()).toBe('ada')
    const { results } = await database().prepare('select * from user_session').all()
    const addressHash = expect.stringMatching(/^[0-9a-f]{64}$/)
    expect(results).toMatchObject([{ country: 'CH', address_hash: addressHash }])
    const there = { ...here, Cookie, 'CF-IPCountry': 'AT' }
    expect(await (await ask('/', { headers: there })).text()).toBe('nobody')
    expect(await (await ask('/', { headers: { Cookie, ...here } })).text()).toBe('nobody')
  })

  describe('replicas', () => {
    const ask = async (path: string, headers: object, method = 'GET') => {
      const { app } = await snippet('d1-replicas')
      const init = { method, headers: { Origin: origin, ...headers } }
      return await (app as Hono).request(`${origin}${path}`, init, { DB: database() })
    }

    it('are asked from the bookmark of the last request on', async () => {
      const { Cookie, userId } = await signedIn()
      const first = await ask('/', { Cookie })
      expect(await first.text()).toBe(userId)
      const [bookmark = ''] = first.headers.getSetCookie()
      expect(bookmark).toMatch(/^bookmark=[0-9a-f-]+; .*HttpOnly; Secure/)
      const both = `${Cookie}; ${bookmark.split(';')[0]}`
      expect(await (await ask('/', { Cookie: both })).text()).toBe(userId)
      expect(await (await ask('/account/me', { Cookie: both })).text()).toBe(userId)
      expect((await ask('/sign-out', { Cookie: both }, 'POST')).status).toBe(200)
      expect((await ask('/account/me', { Cookie: both })).status).toBe(401)
    })

    it('are asked without one that is none', async () => {
      const { Cookie, userId } = await signedIn()
      const answer = await ask('/', { Cookie: `${Cookie}; bookmark=first-primary%00` })
      expect(await answer.text()).toBe(userId)
    })
  })
})

it('attributes are checked and shown as the schema of the README has them', async () => {
  const { user, session, key } = (await snippet('schema')) as unknown as Record<string, never>
  const { environment, close } = await sqliteFile({ user, session, key })
  vi.stubEnv('DATABASE_FILE', environment.DATABASE_FILE)
  expect(await snippet('attributes')).toMatchObject({ email: 'a@example.com' })
  await close()
})

it('a hash of another cost is replaced at sign-in', async () => {
  const { environment, close } = await sqliteFile()
  vi.stubEnv('DATABASE_FILE', environment.DATABASE_FILE)
  const database = new Database(String(environment.DATABASE_FILE))
  const { userId } = await createAuth(database).auth.createUser({ key })
  const { signIn } = await snippet('rehash')
  expect(await (signIn as (...args: string[]) => unknown)('a@example.com', password)).toBe(userId)
  const hash = String(database.prepare('select hashed_password from user_key').pluck().get())
  expect(hash).toMatch(/^\$scrypt\$ln=15,/)
  expect(await scrypt.validate(password, hash)).toBe(true)
  database.close()
  await close()
})

it('the page on sessions lists and ends them, and changes a password after a recent sign-in', async () => {
  const timed = createSchema({
    user: { email: text('email').notNull().unique() },
    session: timeColumns(),
  })
  const { environment, close } = await sqliteFile(timed)
  vi.stubEnv('DATABASE_FILE', environment.DATABASE_FILE)
  const database = new Database(String(environment.DATABASE_FILE))
  const { auth } = createAuth(database, { schema: timed })
  const { userId } = await auth.createUser({ key, attributes: { email: 'a@example.com' } })
  for (const sessionId of ['one', 'two']) await auth.createSession({ userId, sessionId })
  const app = (await snippet('sessions')).app as Hono
  const ask = (path: string, body?: object) =>
    app.request(`${origin}${path}`, {
      headers: { Cookie: '__Host-session=one', Origin: origin },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
  const list = async () => (await (await ask('/sessions')).json()) as Record<string, unknown>[]
  const listed = await list()
  expect(listed.map(({ isOwn }) => isOwn).sort()).toEqual([false, true])
  const other = listed.find(({ isOwn }) => !isOwn)
  expect((await ask('/sessions/end', { sessionId: other?.['sessionId'] })).status).toBe(204)
  expect((await ask('/sessions/end', { sessionId: 'gone' })).status).toBe(404)
  expect(await list()).toHaveLength(1)
  const change = { current: password, password: 'another horse' }
  expect((await ask('/password', change)).status).toBe(204)
  expect(await list()).toHaveLength(1)
  database.prepare('update user_session set created_at = created_at - 700000').run()
  database.close()
  expect((await ask('/password', change)).status).toBe(401)
  await close()
})

it('the sign-in of the README answers 503 where too many wait, and hashes nothing in vain', async () => {
  const { environment, close } = await sqliteFile()
  vi.stubEnv('DATABASE_FILE', environment.DATABASE_FILE)
  const database = new Database(String(environment.DATABASE_FILE))
  const { userId } = await createAuth(database).auth.createUser({ key })
  const app = (await snippet('busy')).app as Hono
  const signIn = (signal?: AbortSignal) =>
    app.request('/sign-in', {
      method: 'POST',
      body: JSON.stringify({ email: 'a@example.com', password }),
      ...(signal && { signal }),
    })
  const signal = AbortSignal.abort(new Error('the client is gone'))
  await expect(signIn(signal)).rejects.toBe(signal.reason)
  const answers = await Promise.all(Array.from({ length: 80 }, () => signIn()))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]))
  expect(await (await signIn()).text()).toBe(userId)
  database.close()
  await close()
})

it('any Drizzle client serves an auth', async () => {
  const database = await servePostgres()
  vi.stubEnv('DATABASE_URL', database.environment['DATABASE_URL'] ?? '')
  const { auth, client } = (await snippet('any-client')) as {
    auth: ReturnType<typeof createAuth>['auth']
    client: { end(): Promise<void> }
  }
  const { userId } = await auth.createUser({ key, attributes: {} })
  const { sessionId } = await auth.createSession({ userId })
  expect(await auth.validateSession(sessionId)).toMatchObject({ user: { userId } })
  await auth.deleteUser(userId)
  await expect(auth.validateSession(sessionId)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
  await client.end()
  await database?.close()
})
