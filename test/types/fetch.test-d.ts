import { text } from 'drizzle-orm/sqlite-core'
import { createAuth, type D1Binding } from 'lucia-setup/d1'
import { type SessionOf, type SessionVariables, withSession } from 'lucia-setup/fetch'
import { createSchema } from 'lucia-setup/schema/sqlite'
import { expectTypeOf } from 'vitest'

const schema = createSchema({ user: { email: text('email').notNull() } })
const setUp = (binding: D1Binding) =>
  createAuth(binding, { schema, getUserAttributes: ({ email }) => ({ email }) })
type Setup = ReturnType<typeof setUp>

declare const request: Request
declare const binding: D1Binding

/** What the handler gets is typed by the set-up. */
const answer = withSession(request, setUp(binding), (variables) => {
  expectTypeOf(variables).toEqualTypeOf<SessionVariables<Setup>>()
  expectTypeOf(variables.auth).toEqualTypeOf<Setup['auth']>()
  expectTypeOf(variables.session).toEqualTypeOf<SessionOf<Setup> | null>()
  expectTypeOf(variables.session?.user.email).toEqualTypeOf<string | undefined>()
  // @ts-expect-error there may be no session
  variables.session.user
  return new Response()
})
expectTypeOf(answer).resolves.toEqualTypeOf<Response>()

withSession(request, setUp(binding), async () => new Response(), { bindTo: ['country'] })
// @ts-expect-error it has to answer
withSession(request, setUp(binding), () => 'page')
// @ts-expect-error there is no such attribute
withSession(request, setUp(binding), () => new Response(), { bindTo: ['contry'] })
