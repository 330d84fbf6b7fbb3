import { DEFAULT_SESSION_COOKIE_NAME, type Auth as LuciaAuth, LuciaError } from 'lucia'
import { parseCookie } from 'lucia/utils'
import type { AuthRequest } from './auth.ts'
import { withNodeCookies } from './node-cookies.ts'
import type { Parts } from './parts.ts'
import { createAuthRequest } from './request.ts'
import { type IncomingRequest, isTrustedRequest } from './trust.ts'

/** Lucia's methods for requests, repaired: all of them go by one decision on trust. */
export function requestMethods({ auth, options }: Parts) {
  const { csrfProtection = true, env = 'PROD', sessionCookie } = options
  const sessionCookieName = sessionCookie?.name ?? DEFAULT_SESSION_COOKIE_NAME
  const trust = {
    isTrustedRequest: (request: IncomingRequest) => isTrustedRequest(request, csrfProtection, env),
  }
  const requestAuth = Object.assign(auth, trust)
  return {
    handleRequest(...args: unknown[]): AuthRequest {
      const context = auth['middleware']({ args, env: auth['env'], sessionCookieName })
      return createAuthRequest(requestAuth, withNodeCookies(context, args))
    },

    // Lucia prints session ids in its debug mode.
    readSessionCookie(cookieHeader: string | null | undefined): string | null {
      return parseCookie(cookieHeader ?? '')[sessionCookieName] ?? null
    },

    // Lucia prints tokens in its debug mode.
    readBearerToken(authorizationHeader: string | null | undefined): string | null {
      return /^Bearer ([^ ]+)/.exec(authorizationHeader ?? '')?.[1] ?? null
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

type OriginRequest = Parameters<LuciaAuth['validateRequestOrigin']>[0]
