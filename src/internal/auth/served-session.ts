import type { Cookie, RequestContext } from 'lucia'
import type { AuthRequest, Session } from './auth.ts'
import { hasMoved, type SessionOptions } from './bound-session.ts'
import type { MiddlewareContext } from './cookie-setter.ts'
import { replaceCookie, withSessionCookies } from './response-cookies.ts'

/** What a middleware needs of a set-up: what every `createAuth()` returns. */
export interface SessionSetup {
  auth: {
    handleRequestContext(
      context: RequestContext,
      accepts?: (session: Session) => Promise<boolean>,
    ): AuthRequest
    validateSession(sessionId: string): Promise<Session>
  }
  /** On models of Prisma there is none. */
  db?: unknown
}

/** The session that a set-up's `auth` validates. */
export type SessionOf<Setup extends SessionSetup> = Awaited<
  ReturnType<Setup['auth']['validateSession']>
>

/** What a middleware gives to the code behind it. */
export interface SessionVariables<Setup extends SessionSetup> {
  auth: Setup['auth']
  db: Setup extends { db: infer Client } ? Client : undefined
  /** The request's session, or null. */
  session: SessionOf<Setup> | null
  /** For a login, `setSession(session)`; for a logout, `setSession(null)`. */
  authRequest: AuthRequest<SessionOf<Setup>>
}

/** One request with its session, from its headers to those of its response. */
export interface ServedSession<Setup extends SessionSetup> {
  variables: SessionVariables<Setup>
  /** The cookies to send, one after the other. */
  cookies(): readonly Cookie[]
  /** The response with them; later ones cannot be sent, and a session is not renewed without its own. */
  answer(response: Response): Response
  /** Takes a renewal back, where there is no response to send its cookie with. */
  abandon(): Promise<void>
}

/**
 * Validates the session of a request, once. It asks the database only when there is a session cookie
 * that may be trusted.
 */
export async function serveSession<Setup extends SessionSetup>(
  setup: Setup,
  request: Request,
  options: SessionOptions,
): Promise<ServedSession<Setup>> {
  const { auth, db } = setup as Setup & Pick<SessionVariables<Setup>, 'db'>
  const cookies: Cookie[] = []
  let isAnswered = false
  let restore = async () => {}
  const context: RequestContext & Pick<MiddlewareContext, 'onRenewal'> = {
    // The URL of a NextRequest has the host that Next was started with, the header that of the browser.
    request: 'nextUrl' in request ? { method: request.method, headers: request.headers } : request,
    setCookie(cookie) {
      if (isAnswered) throw new TypeError('The response has left, and takes no more cookies')
      cookies.push(cookie)
    },
    onRenewal: (take) => {
      restore = take
    },
  }
  const accepts = async (session: Session) => !(await hasMoved(session, request, options))
  const authRequest = auth.handleRequestContext(context, accepts) as AuthRequest<SessionOf<Setup>>
  return {
    variables: { auth, db, authRequest, session: await authRequest.validate() },
    cookies: () => cookies,
    answer(response) {
      isAnswered = true
      const headers = cookies.map((cookie) => cookie.serialize())
      return withSessionCookies(response, headers.reduce<string[]>(replaceCookie, []))
    },
    abandon() {
      isAnswered = true
      return restore()
    },
  }
}
