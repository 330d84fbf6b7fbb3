import { SetupError } from './errors.ts'
import { assertSessionOptions, type SessionOptions } from './internal/auth/bound-session.ts'
import {
  type SessionSetup,
  type SessionVariables,
  serveSession,
} from './internal/auth/served-session.ts'
import { assertRule, isFunction } from './internal/rules.ts'

export type { SessionOptions } from './internal/auth/bound-session.ts'
export type { SessionOf, SessionSetup, SessionVariables } from './internal/auth/served-session.ts'

/** What `sessionHandle()` needs of SvelteKit's event. */
export interface SessionEvent {
  request: Request
  locals: object
  cookies: { set(name: string, value: string, options: { path: string }): void }
}

/** What SvelteKit gives to a hook: the event, and how it is answered. */
export interface HandleInput<Event> {
  event: Event
  resolve(event: Event): Response | Promise<Response>
}

/** What `sessionHandle()` puts into `event.locals`, by the app's function that calls `createAuth()`. */
export type SessionLocals<Factory extends (...args: never[]) => SessionSetup> = SessionVariables<
  ReturnType<Factory>
>

/**
 * SvelteKit's `handle` hook: it validates the session of each request once, for `event.locals.auth`,
 * `db`, `session` and `authRequest`, and sends the cookie of a renewed session with pages, actions,
 * endpoints, streams and redirects. It asks the database only when there is a session cookie that may
 * be trusted. In `src/app.d.ts`, one line types `locals`.
 *
 * @example
 * ```ts
 * // src/hooks.server.ts
 * export const handle: Handle = sessionHandle((event) => createMyAuth(event.platform.env.DB))
 * // src/app.d.ts, in declare global { namespace App { ... } }
 * interface Locals extends SessionLocals<typeof import('$lib/server/auth').createMyAuth> {}
 * ```
 */
export function sessionHandle<Setup extends SessionSetup, Event extends SessionEvent>(
  setUp: (event: Event) => Setup,
  options: SessionOptions = {},
): (input: HandleInput<Event>) => Promise<Response> {
  assertRule('sessionHandle()', setUp, ['given a function, (event) => createAuth(...)', isFunction])
  assertSessionOptions('sessionHandle(): options', options)
  return async function handle({ event, resolve }) {
    const { variables, cookies, answer, abandon } = await serveSession(
      setUp(event),
      event.request,
      options,
    )
    Object.assign(event.locals, variables)
    try {
      return answer(await resolve(event))
    } catch (error) {
      // A redirect of a later hook, which SvelteKit answers with the cookies of the event.
      if (!('location' in Object(error))) await abandon()
      for (const { name, value, attributes } of cookies()) {
        event.cookies.set(name, value, { path: '/', ...attributes })
      }
      throw error
    }
  }
}

/**
 * The session of `locals`, in a `load` function, an action or an endpoint; without one it throws what
 * `refuse` throws or returns: SvelteKit's `redirect()` or `error()`. Where `sessionHandle()` has not
 * run, it is a `SetupError`.
 *
 * @example
 * ```ts
 * const { user } = requireSession(locals, () => redirect(303, '/sign-in'))
 * ```
 */
export function requireSession<Session extends object>(
  locals: { session: Session | null },
  refuse: () => unknown,
): Session {
  if (locals.session === undefined) {
    throw new SetupError(
      'INVALID_OPTIONS',
      'requireSession() must be given the locals of an event that sessionHandle() has seen. It is the `handle` of src/hooks.server.ts',
    )
  }
  if (!locals.session) throw refuse()
  return locals.session
}
