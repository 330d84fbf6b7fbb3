import { text } from 'drizzle-orm/sqlite-core'
import { createAuth, type D1Binding, type InferSession } from 'lucia-setup/d1'
import { createSchema } from 'lucia-setup/schema/sqlite'
import { requireSession, type SessionLocals, sessionHandle } from 'lucia-setup/sveltekit'
import { expectTypeOf } from 'vitest'

const schema = createSchema({ user: { email: text('email').notNull() } })
const createMyAuth = (binding: D1Binding) =>
  createAuth(binding, { schema, getUserAttributes: ({ email }) => ({ email }) })

interface Locals extends SessionLocals<typeof createMyAuth> {}

/** SvelteKit's own types, as far as they matter here. */
interface RequestEvent {
  request: Request
  locals: Locals
  platform: { env: { DB: D1Binding } } | undefined
  cookies: { set(name: string, value: string, options: { path: string; secure?: boolean }): void }
}
type Handle = (input: {
  event: RequestEvent
  resolve(event: RequestEvent, options?: { preload?: () => boolean }): Response | Promise<Response>
}) => Response | Promise<Response>

const setUp = (event: RequestEvent) => createMyAuth(event.platform?.env.DB as D1Binding)

/** It is a `handle`, and its event is known where that is said. */
const handle: Handle = sessionHandle((event) => setUp(event), { bindTo: true })
expectTypeOf(handle).toEqualTypeOf<Handle>()
expectTypeOf(sessionHandle(setUp)).toExtend<Handle>()

declare const locals: Locals
expectTypeOf(locals.session).toEqualTypeOf<InferSession<typeof createMyAuth> | null>()
expectTypeOf(locals.auth).toEqualTypeOf<ReturnType<typeof createMyAuth>['auth']>()
expectTypeOf(requireSession(locals, () => new Error())).toEqualTypeOf<
  InferSession<typeof createMyAuth>
>()
// @ts-expect-error there may be no session
locals.session.user
// @ts-expect-error it has to be said what is done without a session
requireSession(locals)
// @ts-expect-error it takes a function
sessionHandle(createMyAuth({} as D1Binding))
