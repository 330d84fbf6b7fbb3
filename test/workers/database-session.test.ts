import { env } from 'cloudflare:test'
import { type Context, Hono } from 'hono'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { createAuth } from '../../src/d1.ts'
import { SetupError } from '../../src/errors.ts'
import { databaseSession, sessionMiddleware } from '../../src/hono.ts'

const url = 'https://app.example.com/'

beforeAll(async () => {
  await env.DB.batch(inject('sqliteTables').lucia.map((statement) => env.DB.prepare(statement)))
  await env.DB.prepare("insert into user (id, username) values ('anna', 'anna')").run()
})
afterAll(async () => {
  for (const table of ['user_session', 'user_key', 'user']) {
    await env.DB.prepare(`drop table "${table}"`).run()
  }
})

/** Where each request begins to read, beside its answer. */
function open() {
  const starts: unknown[] = []
  const binding = {
    withSession(start?: string) {
      starts.push(start)
      return env.DB.withSession(start)
    },
  }
  const app = new Hono()
    .use(databaseSession(() => binding))
    .use(sessionMiddleware((c: Context) => createAuth(c.var.database)))
    .get('/', (c) => c.text(c.var.session?.user.userId ?? 'nobody'))
    .get('/still', () => new Response('still', { headers: { 'Cache-Control': 'public' } }))
    .get('/read', async (c) => {
      await c.var.database.prepare('select 1').run()
      return Response.redirect(url)
    })
    .post('/', async (c) => {
      c.var.authRequest.setSession(await c.var.auth.createSession({ userId: 'anna' }))
      return c.text('welcome')
    })
  return { app, starts }
}

const cookiesOf = (answer: Response) => answer.headers.getAll('Set-Cookie')
const pairsOf = (answer: Response) => cookiesOf(answer).map((cookie) => cookie.split(';')[0])

it('begins where this browser has been, with a write at the primary', async () => {
  const { app, starts } = open()
  const post = { method: 'POST', headers: { Origin: new URL(url).origin } }
  const signIn = await app.request(url, post)
  const Cookie = pairsOf(signIn).join('; ')
  expect(Cookie).toMatch(/auth_session=\w{40}/)
  const bookmark = /bookmark=([0-9a-f-]+)/.exec(Cookie)?.[1]
  const page = await app.request(url, { headers: { Cookie } })
  expect(await page.text()).toBe('anna')
  expect(starts).toEqual(['first-primary', bookmark])
})

it('keeps the place in a cookie that no script reads, on a response that no cache keeps', async () => {
  const { app } = open()
  for (const [origin, secure] of [
    ['https://app.example.com', '; HttpOnly; Secure; SameSite=Lax'],
    ['http://localhost:8787', '; HttpOnly; SameSite=Lax'],
  ] as const) {
    const answer = await app.request(`${origin}/read`)
    expect(cookiesOf(answer)).toEqual([expect.stringMatching(/^bookmark=[0-9a-f-]+; Path=\//)])
    expect(cookiesOf(answer)[0]).toContain(secure)
    expect([answer.status, answer.headers.get('Cache-Control')]).toEqual([302, 'private'])
  }
})

it('sends nothing where nothing was read', async () => {
  const answer = await open().app.request(`${url}still`)
  expect([cookiesOf(answer), answer.headers.get('Cache-Control')]).toEqual([[], 'public'])
})

it('begins anywhere with what is no bookmark', async () => {
  const { app, starts } = open()
  const rubbish = ['', 'first-primary', 'x', '%00', '0-', '-0', '0', 'G-0', `0-${'0'.repeat(300)}`]
  for (const value of rubbish) {
    const answer = await app.request(`${url}read`, { headers: { Cookie: `bookmark=${value}` } })
    expect(answer.status).toBe(302)
  }
  expect(new Set(starts)).toEqual(new Set(['first-unconstrained']))
})

it('takes another name for its cookie, and nothing but a function', async () => {
  const app = new Hono()
    .use(databaseSession(() => env.DB, { cookie: 'place' }))
    .get('/', async (c) => {
      await c.var.database.prepare('select 1').run()
      return c.text('read')
    })
  expect(pairsOf(await app.request(url))).toEqual([expect.stringMatching(/^place=/)])
  expect(() => databaseSession(env.DB as never)).toThrow(SetupError)
})
