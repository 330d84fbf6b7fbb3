import type { Middleware } from 'lucia'
import {
  astro,
  elysia,
  lucia as luciaDefault,
  nextjs,
  nextjs_future,
  qwik,
  sveltekit,
} from 'lucia/middleware'
import { withSession } from '../../src/fetch.ts'
import { nextjs as ourNextjs } from '../../src/nextjs.ts'
import { createApp, theme } from './app.ts'
import { Browser } from './browser.ts'
import { frameworkCases, type Site } from './cases.ts'
import { CookieStore } from './cookie-store.ts'

// These frameworks are not installed here: what stands in for them is an object of the shape that
// they document, on a real `Request`.
const origin = 'https://app.example.com'

interface Event<Args extends unknown[]> {
  args: readonly [...Args]
  /** The `Set-Cookie` headers that the framework would send. */
  cookies(): string[]
}

async function handle<Args extends unknown[]>(
  middleware: Middleware<Args>,
  shape: (request: Request) => Event<Args>,
): Promise<Site> {
  const app = createApp(middleware)
  const browser = new Browser(origin, async (method, path, headers) => {
    const request = new Request(new URL(path, origin), { method, headers })
    const { args, cookies } = shape(request)
    const body = await app.answer(app.auth.handleRequest(...args), path)
    return { status: 200, body, cookies: cookies() }
  })
  return { browser, database: app.database }
}

/** An event with a store of cookies, as the framework's own events have one. */
function withStore<Args extends unknown[]>(
  shape: (request: Request, store: CookieStore) => Args,
  keeps: 'first' | 'last' = 'first',
): (request: Request) => Event<Args> {
  return (request) => {
    const store = new CookieStore(request, keeps)
    return { args: shape(request, store), cookies: () => store.headers() }
  }
}

frameworkCases("SvelteKit's event, sveltekit()", () =>
  handle(
    sveltekit(),
    withStore((request, cookies) => [{ request, cookies }]),
  ),
)

frameworkCases("Astro's context, astro()", () =>
  handle(
    astro(),
    withStore((request, { objects }) => [{ request, cookies: objects }]),
  ),
)

frameworkCases("Qwik's event, qwik()", () =>
  handle(
    qwik(),
    withStore((request, { objects }) => {
      const get = (name: string) => objects.get(name) ?? null
      return [{ request, cookie: { ...objects, get } }]
    }),
  ),
)

frameworkCases("Next.js' App Router, nextjs()", () =>
  handle(
    nextjs(),
    withStore((request, { objects }) => {
      // Only a `NextRequest` has cookies; a route handler is given one.
      const nextRequest = Object.assign(request, { cookies: objects })
      return [{ request: nextRequest, cookies: () => objects }]
    }, 'last'),
  ),
)

frameworkCases("Next.js' App Router, nextjs_future()", () =>
  handle(
    nextjs_future(),
    withStore((request, { objects }): [string, NextContext] => {
      // Since Next.js 15 both are promises, which the app awaits before it hands them over.
      const headers = () => hostOf(request)
      return [request.method, { headers, cookies: () => objects }]
    }, 'last'),
  ),
)

frameworkCases("Next.js' functions before 15, nextjs() of this library", () =>
  handle(
    ourNextjs(),
    withStore((request, { objects }): [string, NextContext] => {
      const headers = () => hostOf(request)
      return [request.method, { headers, cookies: () => objects }]
    }, 'last'),
  ),
)

frameworkCases("Next.js' functions from 15 on, nextjs() of this library", () =>
  handle(
    ourNextjs(),
    withStore((request, { objects }): [string, NextPromises] => {
      const headers = async () => hostOf(request)
      return [request.method, { headers, cookies: async () => objects }]
    }, 'last'),
  ),
)

interface NextPromises {
  headers: () => Promise<Headers>
  cookies: () => Promise<CookieStore['objects']>
}

type NextContext = { headers: () => Headers; cookies: () => CookieStore['objects'] }

/** The headers of a request with the `Host` that a server adds to them. */
function hostOf(request: Request): Headers {
  const headers = new Headers(request.headers)
  headers.set('Host', new URL(request.url).host)
  return headers
}

frameworkCases("Elysia's context, elysia()", () =>
  handle(elysia(), (request) => {
    const headers: Record<string, string> & { 'Set-Cookie'?: string | string[] } = {}
    headers['Set-Cookie'] = theme
    return {
      args: [{ request, set: { headers } }],
      cookies: () => [headers['Set-Cookie'] ?? []].flat(),
    }
  }),
)

frameworkCases("A Request with Lucia's default middleware", () =>
  handle(luciaDefault(), (request) => {
    const cookies = [theme]
    return {
      args: [{ request, setCookie: (cookie) => void cookies.push(cookie.serialize()) }],
      cookies: () => cookies,
    }
  }),
)

frameworkCases('A Request and a Response, withSession()', async () => {
  const { auth, database, answer } = createApp(luciaDefault())
  const browser = new Browser(origin, async (method, path, headers) => {
    const request = new Request(new URL(path, origin), { method, headers })
    const response = await withSession(request, { auth, db: null }, async ({ authRequest }) => {
      const body = await answer(authRequest, path)
      return new Response(body, { headers: { 'Set-Cookie': theme } })
    })
    const cookies = response.headers.getSetCookie()
    return { status: response.status, body: await response.text(), cookies }
  })
  return { browser, database }
})
