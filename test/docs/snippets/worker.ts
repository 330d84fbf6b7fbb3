import { text } from 'drizzle-orm/sqlite-core'
import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { type AuthOptions, createAuth } from 'lucia-setup/d1'
import { isLuciaError, UniqueConstraintError } from 'lucia-setup/errors'
import { requireSession, type SessionVariables, sessionMiddleware } from 'lucia-setup/hono'
import { createSchema } from 'lucia-setup/schema/sqlite'

const schema = createSchema({ user: { email: text('email').notNull().unique() } })
const options = {
  schema,
  getUserAttributes: (user) => ({ email: user.email }),
} satisfies AuthOptions<typeof schema>

const setUpAuth = (bindings: Bindings) => createAuth(bindings.DB, options)

interface Bindings {
  DB: D1Database
}

interface Env {
  Bindings: Bindings
  Variables: SessionVariables<ReturnType<typeof setUpAuth>>
}

const app = new Hono<Env>()

app.use(sessionMiddleware((c: Context<Env>) => setUpAuth(c.env)))

app.use(async (c, next) => {
  if (!c.var.auth.isTrustedRequest(c.req.raw)) throw new HTTPException(403)
  await next()
})

app.post('/sign-up', async (c) => {
  const { email, password } = await c.req.json()
  const key = { providerId: 'email', providerUserId: email, password }
  const { userId } = await c.var.auth.createUser({ key, attributes: { email } })
  c.var.authRequest.setSession(await c.var.auth.createSession({ userId }))
  return c.body(null, 204)
})

app.post('/sign-in', async (c) => {
  const { email, password } = await c.req.json()
  const { userId } = await c.var.auth.useKey('email', email, password)
  c.var.authRequest.setSession(await c.var.auth.createSession({ userId }))
  return c.body(null, 204)
})

app.post('/sign-out', requireSession(), async (c) => {
  await c.var.auth.invalidateSession(c.var.session.sessionId)
  c.var.authRequest.setSession(null)
  return c.body(null, 204)
})

app.get('/me', requireSession(), (c) => c.json(c.var.session.user))

app.onError((error, c) => {
  if (error instanceof UniqueConstraintError && error.columns.includes('email')) {
    return c.text('This email is taken', 409)
  }
  if (isLuciaError(error)) {
    const taken = error.message === 'AUTH_DUPLICATE_KEY_ID'
    return taken ? c.text('This email is taken', 409) : c.text('Wrong email or password', 400)
  }
  if (error instanceof HTTPException) return error.getResponse()
  throw error
})

export default {
  fetch: app.fetch,
  async scheduled(_, env) {
    await setUpAuth(env).auth.deleteExpiredSessions()
  },
} satisfies ExportedHandler<Bindings>
