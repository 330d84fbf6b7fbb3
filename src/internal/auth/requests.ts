import { type Auth as LuciaAuth, LuciaError } from 'lucia'
import type { AuthRequest } from './auth.ts'
import { type MiddlewareContext, type SessionRequest, withCookieSetter } from './cookie-setter.ts'
import { cookieValues, sessionCookies } from './cookies.ts'
import { sessionIdFault } from './ids.ts'
import type { Parts } from './parts.ts'
import { type Accepts, RequestSession, type RequestSetup } from './request.ts'
import type { SessionCheck } from './session-check.ts'
import { isTrustedRequest } from './trust.ts'

type OriginRequest = Parameters<LuciaAuth['validateRequestOrigin']>[0]

/** Lucia's methods for requests, repaired: all of them go by one decision on trust. */
export function requestMethods(parts: Parts, check: SessionCheck) {
  const { auth, options } = parts
  const { csrfProtection = true, env = 'PROD' } = options
  const setup = requestSetup(parts, check)
  const { cookie, isTrusted, readCookies } = setup

  function handleRequestContext(context: MiddlewareContext, accepts?: Accepts): AuthRequest {
    // Lucia's class, which the type extends, has private fields that only Lucia's own methods use.
    return start(setup, context, accepts) as unknown as AuthRequest
  }

  return {
    handleRequestContext,

    handleRequest(...args: unknown[]): AuthRequest {
      const context = auth['middleware']({ args, env, sessionCookieName: cookie.name })
      return handleRequestContext(withCookieSetter(context, args))
    },

    isTrustedRequest: isTrusted,
    readBearerToken,
    createSessionCookie: cookie.create,

    readSessionCookie(header: string | null | undefined): string | null {
      const names = [cookie.name, ...cookie.oldNames]
      return names.flatMap((name) => readCookies(header, name))[0] ?? null
    },

    // Lucia compares the host with a whole origin, and so refuses every request that it checks.
    validateRequestOrigin({ method, url, headers }: OriginRequest): void {
      const get = (name: string) => (name === 'Origin' ? headers.origin : null)
      const rules = csrfProtection || true
      if (!method || !url || !isTrustedRequest({ method, url, headers: { get } }, rules, env)) {
        throw new LuciaError('AUTH_INVALID_REQUEST')
      }
    },
  }
}

/** The session of a request, which a middleware may have to wait for. */
function start(
  setup: RequestSetup,
  context: MiddlewareContext,
  accepts: Accepts | undefined,
): SessionRequest {
  return (
    context.open?.((later) => start(setup, later, accepts)) ??
    new RequestSession(setup, context, accepts)
  )
}

/** What all requests of a set-up share. */
function requestSetup({ auth, tables, options }: Parts, check: SessionCheck): RequestSetup {
  const { csrfProtection = true, env = 'PROD' } = options
  const cookie = sessionCookies(auth, options)
  return {
    check,
    cookie,
    invalidateSession: (sessionId) => auth.invalidateSession(sessionId),
    isTrusted: (request) => isTrustedRequest(request, csrfProtection, env),
    // Lucia prints session ids in its debug mode, here and with tokens below.
    readCookies: (header, name = cookie.name) => cookieValues(header, name),
    isSessionId: (value) => sessionIdFault(tables, value) === undefined,
    readBearerToken,
  }
}

/** The name of a scheme has no case. https://www.rfc-editor.org/rfc/rfc9110#section-11.1 */
function readBearerToken(header: string | null | undefined): string | null {
  return /^Bearer +([!-~]+) *$/i.exec(header ?? '')?.[1] ?? null
}
