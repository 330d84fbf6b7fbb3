import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { text } from 'drizzle-orm/sqlite-core'
import { type Context, Hono } from 'hono'
import { createAuth, type D1Binding } from 'lucia-setup/d1'
import {
  requireSession,
  type SessionOf,
  type SessionVariables,
  sessionMiddleware,
} from 'lucia-setup/hono'
import { createSchema } from 'lucia-setup/schema/sqlite'
import { expectTypeOf } from 'vitest'

interface Bindings {
  DB: D1Binding
}

const schema = createSchema({
  user: { email: text('email').notNull() },
  session: { country: text('country') },
})

function createMyAuth(binding: D1Binding) {
  return createAuth(binding, {
    schema,
    getUserAttributes: ({ email }) => ({ email }),
    getSessionAttributes: ({ country }) => ({ country }),
  })
}

type Setup = ReturnType<typeof createMyAuth>

interface Session {
  user: { userId: string; email: string }
  sessionId: string
  activePeriodExpiresAt: Date
  idlePeriodExpiresAt: Date
  state: 'active' | 'idle'
  fresh: boolean
  country: string | null
}

/** `c.var` is typed from the factory, with no declaration of the app's. */
new Hono<{ Bindings: Bindings }>()
  .use(sessionMiddleware((c) => createMyAuth(c.env.DB)))
  .get('/', (c) => {
    expectTypeOf(c.var.session).branded.toEqualTypeOf<Session | null>()
    expectTypeOf(c.var.session?.user.email).toEqualTypeOf<string | undefined>()
    expectTypeOf(c.var.db).toEqualTypeOf<DrizzleD1Database<typeof schema>>()
    expectTypeOf(c.var.auth).toEqualTypeOf<Setup['auth']>()
    expectTypeOf(
      c.var.authRequest.validate,
    ).returns.resolves.branded.toEqualTypeOf<Session | null>()
    // @ts-expect-error there may be no session
    c.var.session.user
    return c.text('hello')
  })
  .get('/private', requireSession(), (c) => {
    expectTypeOf(c.var.session).branded.toEqualTypeOf<Session>()
    expectTypeOf(c.var.session.user.email).toEqualTypeOf<string>()
    // @ts-expect-error it is not shown
    c.var.session.user.nickname
    return c.text(c.var.session.user.email)
  })

/** With the context's type, what the factory reads of the environment is checked as well. */
new Hono<{ Bindings: Bindings }>()
  .use(sessionMiddleware((c: Context<{ Bindings: Bindings }>) => createMyAuth(c.env.DB)))
  .get('/', requireSession(), (c) => {
    expectTypeOf(c.env).toEqualTypeOf<Bindings>()
    return c.text(c.var.session.user.email)
  })
// @ts-expect-error there is no such binding
sessionMiddleware((c: Context<{ Bindings: Bindings }>) => createMyAuth(c.env.DATABASE))

/** The same where the variables stand in the app's type, for routes in files of their own. */
const routes = new Hono<{ Bindings: Bindings; Variables: SessionVariables<Setup> }>()
routes.use(sessionMiddleware((c) => createMyAuth(c.env.DB)))
routes.get('/', (c) => c.text(c.var.session?.user.email ?? 'nobody'))
routes.get('/private', requireSession(), (c) => {
  expectTypeOf(c.var.session).branded.toEqualTypeOf<Session>()
  return c.text(c.var.session.user.email)
})
expectTypeOf<SessionOf<Setup>>().branded.toEqualTypeOf<Session>()

/** Outside these middlewares there is no session to be seen. */
new Hono().get('/', (c) => {
  // @ts-expect-error no middleware has set it
  c.var.session
  return c.text('hello')
})

// @ts-expect-error it takes a function, so that each request has a set-up of its own
sessionMiddleware(createAuth({} as D1Binding))
// @ts-expect-error the function has to return what `createAuth` returns
sessionMiddleware(() => ({ db: null }))
