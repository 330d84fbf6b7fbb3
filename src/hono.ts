import type { Context, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Middleware, RequestContext } from 'lucia'
import { type ClientAttributes, clientAttributes } from './client.ts'
import { SetupError } from './errors.ts'
import type { AuthRequest, Session } from './internal/auth/auth.ts'
import { replaceCookie, withSessionCookies } from './internal/auth/response-cookies.ts'
import { type ClientOptions, clientRules } from './internal/client-rules.ts'
import { describe } from './internal/handle.ts'
import { assertOptions, matches, type RulesOf } from './internal/rules.ts'

/** What `sessionMiddleware()` needs of a set-up: what every `createAuth()` returns. */
export interface SessionSetup {
  auth: {
    handleRequestContext(
      context: RequestContext,
      accepts?: (session: Session) => Promise<boolean>,
    ): AuthRequest
    validateSession(sessionId: string): Promise<Session>
  }
  db: unknown
}

/** The session that a set-up's `auth` validates. */
export type SessionOf<Setup extends SessionSetup> = Awaited<
  ReturnType<Setup['auth']['validateSession']>
>

/** The variables that `sessionMiddleware()` sets, for `Hono<{ Variables: ... }>`. */
export interface SessionVariables<Setup extends SessionSetup> {
  auth: Setup['auth']
  db: Setup['db']
  /** The request's session, or null. */
  session: SessionOf<Setup> | null
  /** For a login, `setSession(session)`; for a logout, `setSession(null)`. */
  authRequest: AuthRequest<SessionOf<Setup>>
}

/** What `sessionMiddleware()` does beside validating the session. */
export interface SessionMiddlewareOptions extends ClientOptions {
  /**
   * Ends a session when these attributes of its client are no longer what they were at its start:
   * for `true`, country and user agent. Attributes that a session does not have bind it to nothing.
   * `getSessionAttributes` must show them; `addressHash` needs the `key` as well.
   */
  bindTo?: true | readonly (keyof ClientAttributes)[] | undefined
}

const rules: RulesOf<SessionMiddlewareOptions> = {
  ...clientRules,
  bindTo: [
    'true, or a list of attributes',
    (value: unknown) => value === true || Array.isArray(value),
    [
      "'userAgent', 'country' or 'addressHash'",
      (value) => matches(value, /^(userAgent|country|addressHash)$/),
    ],
  ],
}

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
  options: SessionMiddlewareOptions = {},
): MiddlewareHandler<{ Variables: SessionVariables<Setup> }> {
  if (typeof setUp !== 'function') {
    throw new SetupError(
      'INVALID_OPTIONS',
      `sessionMiddleware() must be given a function, (c) => createAuth(c.env.DB). Received ${describe(setUp)}`,
    )
  }
  assertOptions('sessionMiddleware(): options', options, rules)
  return async function validateSession(c, next) {
    const { auth, db } = setUp(c)
    const request = c.req.raw
    let cookies: string[] = []
    const context: RequestContext = {
      request,
      setCookie: (cookie) => {
        cookies = replaceCookie(cookies, cookie.serialize())
      },
    }
    const accepts = async (session: Session) =>
      options.bindTo === undefined || !(await hasMoved(session, request, options))
    const authRequest = auth.handleRequestContext(context, accepts) as AuthRequest<SessionOf<Setup>>
    c.set('auth', auth)
    c.set('db', db)
    c.set('authRequest', authRequest)
    c.set('session', await authRequest.validate())
    await next()
    // After the handler, since a handler's own `Response` would lose headers that were set before.
    if (cookies.length === 0) return
    const response = withSessionCookies(c.res, cookies)
    c.res = undefined // Else Hono puts the headers of the old response over those of the new.
    c.res = response
  }
}

/** Whether a session is used by another client than the one that it is bound to. */
async function hasMoved(
  session: object,
  request: Request,
  { bindTo, ...options }: SessionMiddlewareOptions,
): Promise<boolean> {
  const client = await clientAttributes(request, options)
  const names = bindTo === true ? (['country', 'userAgent'] as const) : (bindTo ?? [])
  return names.some((name) => {
    const bound: unknown = Reflect.get(session, name)
    if (bound === undefined) {
      throw new SetupError(
        'INVALID_OPTIONS',
        `sessionMiddleware() must see session.${name} to bind sessions to it: return it from getSessionAttributes()`,
      )
    }
    return bound !== null && bound !== client[name]
  })
}

/** `requireSession()` takes no options yet; a handler's context is none. */
export type RequireSessionOptions = Record<string, never>

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
): MiddlewareHandler<{ Variables: { session: object } }> {
  assertOptions('requireSession(): options', options, {})
  return async function guard(c, next) {
    if (c.var.session === undefined) {
      throw new SetupError(
        'INVALID_OPTIONS',
        'requireSession() must stand behind sessionMiddleware(), which has not run for this request',
      )
    }
    if (!c.var.session) throw new HTTPException(401, { message: 'Sign in first' })
    await next()
  }
}
