import { type Cookie, LuciaError, type Middleware } from 'lucia'
import type { Session, AuthRequest as TypedAuthRequest } from './auth.ts'
import type { IncomingRequest } from './trust.ts'

type SessionToStore = Pick<Session, 'sessionId' | 'idlePeriodExpiresAt'> | null

/** What a request needs of the `auth` that handles it. */
export interface RequestAuth<AnySession extends Session = Session> {
  isTrustedRequest(request: IncomingRequest): boolean
  readSessionCookie(cookieHeader: string | null): string | null
  readBearerToken(authorizationHeader: string | null): string | null
  validateSession(sessionId: string): Promise<AnySession>
  invalidateSession(sessionId: string): Promise<void>
  createSessionCookie(session: SessionToStore): Cookie
}

/**
 * What a middleware made of a request, as Lucia gives it to its own `AuthRequest`: middlewares may
 * hand over three header values in place of `Headers`, and the cookie that the framework has parsed.
 */
type MiddlewareContext = ReturnType<Middleware>

/**
 * One request's session, in place of Lucia's `AuthRequest`, with the same methods. Lucia's never
 * sends the cookie of a renewed session, mixes up the sessions of cookie and bearer token, and throws
 * on headers that anyone can send.
 */
export function createAuthRequest<AnySession extends Session>(
  auth: RequestAuth<AnySession>,
  context: MiddlewareContext,
): TypedAuthRequest<AnySession> {
  // Lucia's class, which the type extends, has private fields that only Lucia's own methods use.
  return new AuthRequest(auth, context) as unknown as TypedAuthRequest<AnySession>
}

class AuthRequest {
  readonly #auth: RequestAuth
  readonly #setCookie: (cookie: Cookie) => void
  readonly #bearerToken: string | null
  #sessionId: string | null = null
  #cookieSession: Promise<Session | null> | undefined
  #bearerSession: Promise<Session | null> | undefined

  constructor(auth: RequestAuth, context: MiddlewareContext) {
    const { method, url } = context.request
    const request = { method, url, headers: toHeaders(context.request.headers) }
    this.#auth = auth
    this.#setCookie = context.setCookie
    this.#bearerToken = auth.readBearerToken(request.headers.get('Authorization'))
    if (auth.isTrustedRequest(request)) {
      this.#sessionId =
        context.sessionCookie ??
        context.request.storedSessionCookie ??
        auth.readSessionCookie(request.headers.get('Cookie'))
    }
  }

  readonly setSession = (session: SessionToStore): void => {
    if (this.#sessionId === (session?.sessionId ?? null)) return
    this.#cookieSession = undefined
    this.#sendCookie(session)
  }

  readonly validate = (): Promise<Session | null> => {
    this.#cookieSession ??= this.#validateCookie(this.#sessionId)
    return this.#cookieSession
  }

  readonly validateBearerToken = (): Promise<Session | null> => {
    this.#bearerSession ??= this.#check(this.#bearerToken)
    return this.#bearerSession
  }

  readonly invalidate = (): void => {
    this.#cookieSession = undefined
    this.#bearerSession = undefined
  }

  async #validateCookie(sessionId: string | null): Promise<Session | null> {
    const session = await this.#check(sessionId)
    // A session that was set meanwhile, at a login say, has sent its own cookie.
    const outdated = sessionId !== null && (session === null || session.fresh)
    if (outdated && this.#sessionId === sessionId) {
      try {
        this.#sendCookie(session)
      } catch {
        // Some middlewares cannot set cookies, where only a response can.
      }
    }
    return session
  }

  async #check(sessionId: string | null): Promise<Session | null> {
    if (!sessionId) return null
    try {
      return await this.#auth.validateSession(sessionId)
    } catch (error) {
      if (error instanceof LuciaError) return null
      throw error
    }
  }

  #sendCookie(session: SessionToStore): void {
    this.#sessionId = session?.sessionId ?? null
    this.#setCookie(this.#auth.createSessionCookie(session))
  }
}

function toHeaders(headers: MiddlewareContext['request']['headers']): Pick<Headers, 'get'> {
  if ('get' in headers && typeof headers.get === 'function') return headers
  const values = new Map(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  return { get: (name) => values.get(name.toLowerCase()) ?? null }
}
