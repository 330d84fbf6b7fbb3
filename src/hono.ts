import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { HTTPException } from 'hono/http-exception'
import { serialize } from 'hono/utils/cookie'
import type { Middleware } from 'lucia'
import { SetupError } from './errors.ts'
import { assertSessionOptions, type SessionOptions } from './internal/auth/bound-session.ts'
import { withSessionCookies } from './internal/auth/response-cookies.ts'
import {
  type SessionSetup,
  type SessionVariables,
  serveSession,
} from './internal/auth/served-session.ts'
import {
  assertOptions,
  assertRule,
  isFunction,
  isWhole,
  matches,
  type RulesOf,
} from './internal/rules.ts'

export type { SessionOptions as SessionMiddlewareOptions } from './internal/auth/bound-session.ts'
export type { SessionOf, SessionSetup, SessionVariables } from './internal/auth/served-session.ts'

/**
 * Lucia's middleware for Hono 4: with it, `auth.handleRequest(c)` takes Hono's context. Lucia's own
 * reads `c.req.headers`, which Hono 4 no longer has, and replaces cookies that are set already.
 *
 * @example
 * ```ts
 * const { auth } = createAuth(c.env.DB, { middleware: hono() })
 * const session = await auth.handleRequest(c).validate()
 * ```
 */
export function hono(): Middleware<[Context]> {
  return ({ args: [c] }) => ({
    request: c.req.raw,
    setCookie: (cookie) => c.header('Set-Cookie', cookie.serialize(), { append: true }),
  })
}

/**
 * Sets up authentication for each request and validates its session once: `c.var.auth`, `c.var.db`,
 * `c.var.session` and `c.var.authRequest`. It asks the database only when there is a session cookie
 * that may be trusted, and sends the cookie of a renewed session. Errors of the database and a
 * `SetupError` go to `app.onError()`.
 *
 * @example
 * ```ts
 * app.use(sessionMiddleware((c) => createAuth(c.env.DB, options)))
 * app.get('/', (c) => c.text(c.var.session?.user.email ?? 'nobody'))
 * ```
 */
export function sessionMiddleware<Setup extends SessionSetup>(
  setUp: (c: Context) => Setup,
  options: SessionOptions = {},
): MiddlewareHandler<{ Variables: SessionVariables<Setup> }> {
  assertRule('sessionMiddleware()', setUp, [
    'given a function, (c) => createAuth(c.env.DB)',
    isFunction,
  ])
  assertSessionOptions('sessionMiddleware(): options', options)
  return async function validateSession(c, next) {
    const { variables, answer } = await serveSession(setUp(c), c.req.raw, options)
    c.set('auth', variables.auth)
    c.set('db', variables.db)
    c.set('authRequest', variables.authRequest)
    c.set('session', variables.session)
    await next()
    replaceResponse(c, answer)
  }
}

/** After the handler, since a handler's own `Response` would lose headers that were set before. */
function replaceResponse(c: Context, answer: (response: Response) => Response): void {
  const response = answer(c.res)
  if (response === c.res) return
  c.res = undefined // Else Hono puts the headers of the old response over those of the new.
  c.res = response
}

/** What `requireSession()` asks of a session. */
export interface RequireSessionOptions {
  /**
   * How many milliseconds ago it began at the most: for what asks for a recent sign-in. It needs
   * `timeColumns()` in the schema, and `createdAt` from `getSessionAttributes()`.
   */
  within?: number | undefined
}

const requireRules: RulesOf<RequireSessionOptions> = {
  within: ['a number of milliseconds', (value) => isWhole(value, 0)],
}

/**
 * Answers 401 when there is no session; after it `c.var.session` is not null. Use it behind
 * `sessionMiddleware()`. The 401 is an `HTTPException`, which `app.onError()` can turn into a page or
 * a redirect. Where `sessionMiddleware()` has not run before it, it is a `SetupError`.
 *
 * @example
 * ```ts
 * app.get('/private', requireSession(), (c) => c.text(c.var.session.user.email))
 * ```
 */
export function requireSession(
  options: RequireSessionOptions = {},
): MiddlewareHandler<{ Variables: { session: NonNullable<unknown> } }> {
  assertOptions('requireSession(): options', options, requireRules)
  const { within } = options
  return async function guard(c, next) {
    if (c.var.session === undefined) {
      throw new SetupError(
        'INVALID_OPTIONS',
        'requireSession() must stand behind sessionMiddleware(), which has not run for this request',
      )
    }
    if (!c.var.session) throw new HTTPException(401, { message: 'Sign in first' })
    if (within !== undefined && !(ageOf(c.var.session) <= within)) {
      throw new HTTPException(401, { message: 'Sign in again' })
    }
    await next()
  }
}

/** How long ago a session began. One from before there was a column for it began long ago. */
function ageOf(session: object): number {
  const { createdAt } = session as { createdAt?: number | null }
  if (createdAt !== undefined) return Date.now() - Number(createdAt)
  throw new SetupError(
    'INVALID_OPTIONS',
    'requireSession(): options.within must see session.createdAt: return it from getSessionAttributes()',
  )
}

/** A session of D1, as `env.DB.withSession()` opens it. */
export interface DatabaseSession {
  getBookmark(): string | null
}

/** How `databaseSession()` keeps the place up to which a browser has seen the database. */
export interface DatabaseSessionOptions {
  /** The name of its cookie, `bookmark` by default. */
  cookie?: string | undefined
}

/**
 * Opens a session of D1 for each request, `c.var.database`, which reads at a replica near the user:
 * one that is at least as new as what this browser has seen or written before, which a cookie tells.
 * Requests that are to change something, by their method, begin at the primary. Use it before
 * `sessionMiddleware()`.
 *
 * @example
 * ```ts
 * app.use(databaseSession((c) => c.env.DB))
 * app.use(sessionMiddleware((c) => createAuth(c.var.database, options)))
 * ```
 */
export function databaseSession<Session extends DatabaseSession>(
  binding: (c: Context) => { withSession(start?: string): Session },
  options: DatabaseSessionOptions = {},
): MiddlewareHandler<{ Variables: { database: Session } }> {
  assertRule('databaseSession()', binding, ['given a function, (c) => c.env.DB', isFunction])
  assertOptions('databaseSession(): options', options, {
    cookie: ['the name of a cookie', (value) => matches(value, /^[\w-]+$/)],
  })
  const { cookie = 'bookmark' } = options
  return async function openSession(c, next) {
    const last = getCookie(c, cookie) ?? ''
    const isBookmark = last.length < 256 && /^[0-9a-f]+(-[0-9a-f]+)+$/.test(last)
    const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)
    const replica = isBookmark ? last : 'first-unconstrained'
    const database = binding(c).withSession(isRead ? replica : 'first-primary')
    c.set('database', database)
    await next()
    const bookmark = database.getBookmark()
    if (!bookmark || bookmark === last) return
    const secure = new URL(c.req.url).protocol === 'https:'
    const attributes = { path: '/', httpOnly: true, secure, sameSite: 'Lax' } as const
    const header = serialize(cookie, bookmark, attributes)
    replaceResponse(c, (response) => withSessionCookies(response, [header]))
  }
}
