import { assertSessionOptions, type SessionOptions } from './internal/auth/bound-session.ts'
import {
  type SessionSetup,
  type SessionVariables,
  serveSession,
} from './internal/auth/served-session.ts'

export type { SessionOptions } from './internal/auth/bound-session.ts'
export type { SessionOf, SessionSetup, SessionVariables } from './internal/auth/served-session.ts'

/**
 * Validates the session of a request, and answers with what `handle` makes of it, with the cookie of
 * a renewed session or one that `authRequest.setSession()` sets: for Workers, Pages Functions, Bun,
 * Deno, and whatever else has `Request` and `Response`. It asks the database only when there is a
 * session cookie that may be trusted.
 *
 * A `Response` that `handle` throws is thrown with its cookies. Other errors pass as they are, and a
 * renewal whose cookie is lost with them is taken back: the next request renews the session.
 *
 * @example
 * ```ts
 * export default {
 *   fetch: (request, env) =>
 *     withSession(request, createAuth(env.DB, options), ({ session }) =>
 *       new Response(session?.user.email ?? 'nobody')),
 * }
 * ```
 */
export async function withSession<Setup extends SessionSetup>(
  request: Request,
  setup: Setup,
  handle: (variables: SessionVariables<Setup>) => Response | Promise<Response>,
  options: SessionOptions = {},
): Promise<Response> {
  assertSessionOptions('withSession(): options', options)
  const { variables, answer, abandon } = await serveSession(setup, request, options)
  try {
    return answer(await handle(variables))
  } catch (error) {
    if (error instanceof Response) throw answer(error)
    await abandon()
    throw error
  }
}
