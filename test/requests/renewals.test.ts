import { Hono } from 'hono'
import type { Cookie, RequestContext } from 'lucia'
import { lucia as luciaDefault, nextjs, nextjs_future, web } from 'lucia/middleware'
import { describe, expect, it } from 'vitest'
import { hono, sessionMiddleware } from '../../src/hono.ts'
import type { AuthRequest } from '../../src/internal/auth/auth.ts'
import { incoming } from '../defects/incoming.ts'
import { CookieStore } from '../frameworks/cookie-store.ts'
import { cookie, expectRenewal, type IdleSetup, idle } from './idle.ts'

const url = 'https://app.example.com/'

/** Has a session validated twice by requests whose cookies go nowhere, then by one that can set them. */
async function expectNoRenewal<Args extends unknown[]>(
  { auth, row }: IdleSetup<Args>,
  validate: () => Promise<unknown>,
): Promise<void> {
  const before = row()
  for (let time = 1; time <= 2; time++) {
    expect(await validate()).toMatchObject({
      state: 'idle',
      fresh: false,
      user: { userId: 'anna' },
    })
    expect(row()).toEqual(before)
  }
  await expectRenewal(auth)
  expect(row()).not.toEqual(before)
}

const readOnly = (): never => {
  throw new Error('Cookies can only be modified in a Server Action or Route Handler')
}
const request = (headers: Record<string, string> = cookie) => new Request(url, { headers })

/** What Next.js gives its middleware: a request that reads its own cookies, and keeps those set. */
const nextRequest = () => Object.assign(request(), { cookies: new CookieStore(request()).objects })
/** What `cookies()` of Next.js returns in a page: `set()` throws there, or is not there at all. */
const pageCookies =
  (set: unknown = readOnly) =>
  () =>
    ({ ...new CookieStore(request()).objects, set }) as never
const headers = () => request().headers

describe('a session in its idle period is not renewed where its cookie cannot be sent', () => {
  it('web()', async () => {
    const setup = idle(web())
    await expectNoRenewal(setup, () => setup.auth.handleRequest(request()).validate())
  })

  it('nextjs() and nextjs_future() with a NextRequest', async () => {
    for (const middleware of [nextjs, nextjs_future]) {
      const setup = idle(middleware() as ReturnType<typeof nextjs>)
      await expectNoRenewal(setup, () => setup.auth.handleRequest(nextRequest()).validate())
    }
  })

  it('nextjs() in a page, whose cookies cannot be set', async () => {
    for (const set of [readOnly, undefined]) {
      const setup = idle(nextjs())
      const context = { cookies: pageCookies(set), request: null }
      await expectNoRenewal(setup, () => setup.auth.handleRequest(context).validate())
    }
  })

  it('nextjs_future() in a page, whose cookies cannot be set', async () => {
    for (const set of [readOnly, undefined]) {
      const setup = idle(nextjs_future())
      const context = { cookies: pageCookies(set), headers }
      await expectNoRenewal(setup, () => setup.auth.handleRequest('GET', context).validate())
    }
  })

  it('a middleware of the app whose setCookie() throws', async () => {
    const setup = idle(luciaDefault())
    const context = { request: request(), setCookie: readOnly }
    await expectNoRenewal(setup, () => setup.auth.handleRequest(context).validate())
  })

  it.each(['websocket', 'h2c', 'anything'])('a handshake: Upgrade: %s', async (Upgrade) => {
    const setup = idle(luciaDefault())
    const sent = { ...cookie, Upgrade, Origin: 'https://app.example.com' }
    const cookies: Cookie[] = []
    const context = { request: request(sent), setCookie: (set: Cookie) => void cookies.push(set) }
    await expectNoRenewal(setup, () => setup.auth.handleRequest(context).validate())
    expect(cookies).toEqual([])
  })

  it('a handshake behind hono() and sessionMiddleware()', async () => {
    const setup = idle(hono())
    const validated: unknown[] = []
    const app = new Hono()
      .get('/plain', async (c) => {
        validated.push(await setup.auth.handleRequest(c).validate())
        return c.body(null, 426)
      })
      .use(sessionMiddleware(() => ({ auth: setup.auth, db: null })))
      .get('/socket', (c) => {
        validated.push(c.var.session)
        return c.body(null, 426)
      })
    const sent = { ...cookie, Upgrade: 'websocket', Origin: 'https://app.example.com' }
    for (const path of ['plain', 'socket']) {
      const { auth, row } = setup
      const before = row()
      const answer = await app.request(url + path, { headers: sent })
      expect(answer.headers.getSetCookie()).toEqual([])
      expect(validated.pop()).toMatchObject({ state: 'idle', fresh: false })
      expect(row()).toEqual(before)
      expect(auth).toBeDefined()
    }
    await expectRenewal(setup.auth)
  })
})

describe('sessionCookie.expires: false, a cookie that outlives its session', () => {
  it('is renewed wherever it is read', async () => {
    const outliving = { expires: false }
    const handshake = { ...cookie, Upgrade: 'websocket', Origin: 'https://app.example.com' }
    const pages: (() => [AuthRequest, () => unknown])[] = [
      () => {
        const { auth, row } = idle(web(), outliving)
        return [auth.handleRequest(request()), row]
      },
      () => {
        const { auth, row } = idle(nextjs(), outliving)
        return [auth.handleRequest({ cookies: pageCookies(), request: null }), row]
      },
      () => {
        const { auth, row } = idle(luciaDefault(), outliving)
        return [auth.handleRequest(incoming(handshake)), row]
      },
    ]
    for (const open of pages) {
      const [authRequest, row] = open()
      const before = row()
      expect(await authRequest.validate()).toMatchObject({ state: 'active', fresh: true })
      expect(row()).not.toEqual(before)
    }
  })
})

describe('a session is renewed', () => {
  it('by validateSession(), whose caller sends the cookie, and not by getSession()', async () => {
    const { auth, row } = idle(web())
    const before = row()
    expect(await auth.getSession('session-1')).toMatchObject({ state: 'idle', fresh: false })
    expect(row()).toEqual(before)
    expect(await auth.validateSession('session-1')).toMatchObject({ state: 'active', fresh: true })
    expect(row()).not.toEqual(before)
  })

  it('by a bearer token, which has no cookie, wherever it is read', async () => {
    const headers = { Authorization: 'Bearer session-1' }
    const contexts: RequestContext[] = [
      { request: request(headers), setCookie: readOnly },
      { request: request({ ...headers, Upgrade: 'websocket' }), setCookie: readOnly },
    ]
    for (const context of contexts) {
      const { auth, row } = idle(luciaDefault())
      const before = row()
      const session = await auth.handleRequest(context).validateBearerToken()
      expect(session).toMatchObject({ state: 'active', fresh: true })
      expect(row()).not.toEqual(before)
    }
  })
})

describe('a middleware that cannot tell that its cookie is lost renews, as documented', () => {
  it("hono() under a handler's own Response", async () => {
    const { auth, row } = idle(hono())
    const before = row()
    const app = new Hono().get('/', async (c) => {
      await auth.handleRequest(c).validate()
      return new Response('page')
    })
    const answer = await app.request('/', { headers: cookie })
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(row()).not.toEqual(before)
  })

  it('nextjs() with a req and no res', async () => {
    const { auth, row } = idle(nextjs())
    const before = row()
    const req = { method: 'GET', headers: { cookie: cookie.Cookie } }
    expect(await auth.handleRequest({ req }).validate()).toMatchObject({ fresh: true })
    expect(row()).not.toEqual(before)
  })
})
