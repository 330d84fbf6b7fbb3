import { nextjs, nextjs_future, web } from 'lucia/middleware'
import { describe, expect, it } from 'vitest'
import { nextjs as ourNextjs } from '../../src/nextjs.ts'
import { ids, ours, plantSession } from '../defects/pair.ts'
import { CookieStore } from './cookie-store.ts'

const url = 'https://app.example.com/'
const cookie = { Cookie: 'auth_session=session-1' }

/** What Next.js gives its middleware: a request that reads its own cookies. */
function nextRequest(request: Request) {
  return Object.assign(request, { cookies: new CookieStore(request).objects })
}

describe('a middleware that cannot set cookies', () => {
  const sites = {
    'web()': () => {
      const { auth, database } = ours({ middleware: web() })
      return { auth, database, handle: (request: Request) => auth.handleRequest(request) }
    },
    'nextjs() with a NextRequest': () => {
      const { auth, database } = ours({ middleware: nextjs() })
      return {
        auth,
        database,
        handle: (request: Request) => auth.handleRequest(nextRequest(request)),
      }
    },
    'nextjs() of this library with a NextRequest': () => {
      const { auth, database } = ours({ middleware: ourNextjs() })
      const handle = (request: Request) => {
        const headers = new Headers(request.headers)
        headers.set('Host', 'app.example.com')
        return auth.handleRequest(nextRequest(new Request(request, { headers })))
      }
      return { auth, database, handle }
    },
    'nextjs_future() with a NextRequest': () => {
      const { auth, database } = ours({ middleware: nextjs_future() })
      return {
        auth,
        database,
        handle: (request: Request) => auth.handleRequest(nextRequest(request)),
      }
    },
  }

  describe.each(Object.entries(sites))('%s', (_, open) => {
    it('reads the session of a cookie as it is, and takes no harm from one that has ended', async () => {
      for (const state of ['active', 'idle'] as const) {
        const { database, handle } = open()
        plantSession(database, 'session-1', { state })
        const session = await handle(new Request(url, { headers: cookie })).validate()
        expect(session).toMatchObject({ state, fresh: false })
      }
      const { handle } = open()
      expect(await handle(new Request(url, { headers: cookie })).validate()).toBeNull()
      expect(await handle(new Request(url)).validate()).toBeNull()
    })

    it('has no session in a forged POST, and one in a POST of the app', async () => {
      const { database, handle } = open()
      plantSession(database, 'session-1')
      const post = (headers: Record<string, string>) =>
        handle(new Request(url, { method: 'POST', headers: { ...cookie, ...headers } })).validate()
      for (const Origin of ['https://evil.example', 'null', 'http://app.example.com']) {
        expect(await post({ Origin })).toBeNull()
      }
      expect(await post({})).toBeNull()
      expect(await post({ Origin: 'https://app.example.com' })).not.toBeNull()
      expect(ids(database, 'session')).toEqual(['session-1'])
    })

    it('reads the session of a bearer token', async () => {
      const { database, handle } = open()
      plantSession(database, 'session-1')
      const headers = { Authorization: 'Bearer session-1' }
      const request = handle(new Request(url, { method: 'POST', headers }))
      expect(await request.validateBearerToken()).toMatchObject({ user: { userId: 'anna' } })
      expect(await request.validate()).toBeNull()
    })
  })

  it("leaves the cookie of a login to the app's own answer, with web()", async () => {
    const { auth } = ours({ middleware: web() })
    const session = await auth.createSession({ userId: 'anna' })
    const request = auth.handleRequest(new Request(url))
    expect(() => request.setSession(session)).toThrow('Cookies cannot be set')
    const serialized = auth.createSessionCookie(session).serialize()
    const answer = new Response(null, { headers: { 'Set-Cookie': serialized } })
    const sent = new Request(url, { headers: { Cookie: answer.headers.getSetCookie()[0] ?? '' } })
    expect(await auth.handleRequest(sent).validate()).toMatchObject({ user: { userId: 'anna' } })
  })
})
