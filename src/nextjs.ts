import type { Cookie, Middleware } from 'lucia'
import {
  type MiddlewareContext,
  type NodeResponse,
  refuseCookie,
  type SessionRequest,
} from './internal/auth/cookie-setter.ts'

/** The cookies of `next/headers`, which a page can only read, or of a `NextRequest`. */
export interface NextCookies {
  get(name: string): { value: string } | undefined
}

/** The headers of `next/headers` or of a `NextRequest`. */
export interface NextHeaders {
  get(name: string): string | null
}

/** `cookies` and `headers` of `next/headers`, which give promises from Next 15 on. */
export interface NextFunctions {
  cookies(): NextCookies | Promise<NextCookies>
  headers(): NextHeaders | Promise<NextHeaders>
}

/** A request as `proxy.ts`, `middleware.ts` and route handlers have it. */
export interface NextRequest {
  method: string
  headers: NextHeaders
  cookies: NextCookies
}

/** What the Pages Router has. Without `res`, no session is renewed. */
export interface NextPagesContext {
  req: { method?: string | undefined; headers: object }
  res?: NodeResponse | undefined
}

/** What `auth.handleRequest()` takes with `nextjs()`. */
export type NextArgs =
  | [method: string, functions: NextFunctions]
  | [context: NextPagesContext]
  | [request: NextRequest]

/**
 * Lucia's middleware for Next.js 13 to 16, App Router and Pages Router, with the calls of Lucia's own
 * `nextjs_future()`, which throws on every request from Next 16 on.
 *
 * From Next 15 on, await `setSession()`: it has set the cookie when its promise is fulfilled, and in
 * `next dev` not before.
 *
 * A page cannot set cookies, and a `NextRequest` has no answer: there, a session in its idle period
 * is not renewed. Actions, route handlers and the Pages Router renew it, and so does `withSession()`
 * of `lucia-setup/fetch` around `NextResponse.next()`.
 *
 * @example
 * ```ts
 * const { auth } = createAuth(pool, { schema, middleware: nextjs() })
 * const session = await auth.handleRequest('GET', { cookies, headers }).validate()
 * ```
 */
export function nextjs(): Middleware<NextArgs> {
  return ({ args: [first, functions], sessionCookieName }) => {
    if (functions) return inAppRouter(String(first), functions, sessionCookieName)
    const context = first as NextPagesContext | NextRequest
    if ('req' in context) return inPagesRouter(context)
    // Its URL has the host that Next was started with, the header that of the browser.
    const { method, headers, cookies } = context
    const sessionCookie = cookies.get(sessionCookieName)?.value ?? null
    const request = { method, headers }
    return { request, sessionCookie, setCookie: refuseCookie, askToSet: refuseCookie }
  }
}

/** Where there is a `res`, cookies are set on it as on every response of Node. */
function inPagesRouter({ req, res }: NextPagesContext): MiddlewareContext {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined && !name.startsWith(':')) headers.set(name, String(value))
  }
  const request = { method: req.method ?? '', headers }
  return { request, setCookie: refuseCookie, ...(!res && { askToSet: refuseCookie }) }
}

function inAppRouter(
  method: string,
  functions: NextFunctions,
  sessionCookieName: string,
): MiddlewareContext {
  const contextOf = (cookies: NextCookies, headers: NextHeaders): MiddlewareContext => ({
    request: { method, headers },
    sessionCookie: cookies.get(sessionCookieName)?.value ?? null,
    setCookie(cookie) {
      try {
        setOn(cookies, cookie)
      } catch {
        // A page cannot, and that does no harm: what signs in or out is an action or a handler.
      }
    },
    askToSet: (cookie) => setOn(cookies, cookie),
  })
  const cookies = functions.cookies()
  const headers = functions.headers()
  if (!('then' in cookies) && !('then' in headers)) return contextOf(cookies, headers)
  return {
    request: { method, headers: { get: () => null } },
    setCookie: refuseCookie,
    askToSet: refuseCookie,
    open: (start) => whenBoth(cookies, headers, (store, list) => start(contextOf(store, list))),
  }
}

function setOn(cookies: NextCookies, { name, value, attributes }: Cookie): void {
  const { set } = cookies as NextCookies & { set(...args: unknown[]): unknown }
  set.call(cookies, name, value, attributes)
}

function ignore(): void {}

/**
 * A request's session that waits for cookies and headers. What is set meanwhile is set in the very
 * moment in which both are there: an action that ends with a redirect has no later one.
 */
function whenBoth(
  cookies: NextCookies | Promise<NextCookies>,
  headers: NextHeaders | Promise<NextHeaders>,
  open: (cookies: NextCookies, headers: NextHeaders) => SessionRequest,
): SessionRequest {
  const waiting: ((request: SessionRequest) => void)[] = []
  let opened: SessionRequest | undefined
  const request = new Promise<SessionRequest>((resolve, reject) => {
    const parts: { store?: NextCookies; list?: NextHeaders } = {}
    const proceed = (part: typeof parts) => {
      const { store, list } = Object.assign(parts, part)
      if (!store || !list) return
      opened = open(store, list)
      for (const work of waiting) work(opened)
      resolve(opened)
    }
    Promise.resolve(cookies)
      .then((store) => proceed({ store }))
      .catch(reject)
    Promise.resolve(headers)
      .then((list) => proceed({ list }))
      .catch(reject)
  })
  // Who only sets is told nothing of a page that is given up: Next has its own way to say it.
  request.catch(ignore)
  const when = (work: (request: SessionRequest) => void) => {
    if (opened) work(opened)
    else waiting.push(work)
  }
  return {
    setSession(session) {
      when((each) => each.setSession(session))
      return request.then(ignore, ignore)
    },
    invalidate: () => when((each) => each.invalidate()),
    validate: async () => await (await request).validate(),
    validateBearerToken: async () => await (await request).validateBearerToken(),
  }
}
