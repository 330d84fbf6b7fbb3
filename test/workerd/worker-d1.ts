import { text } from 'drizzle-orm/sqlite-core'
import { type Context, Hono } from 'hono'
import { createAuth, type D1Binding } from 'lucia-setup/d1'
import { requireSession, type SessionVariables, sessionMiddleware } from 'lucia-setup/hono'
import { createSchema } from 'lucia-setup/schema/sqlite'

interface Env {
  Bindings: { DB: D1Binding }
  Variables: SessionVariables<ReturnType<typeof setUpAuth>>
}

const schema = createSchema({ user: { username: text('username').notNull().unique() } })
const options = {
  schema,
  getUserAttributes: ({ username }: typeof schema.user.$inferSelect) => ({ username }),
}

function setUpAuth(binding: D1Binding) {
  return createAuth(binding, options)
}

const app = new Hono<Env>()

app.use(sessionMiddleware((c: Context<Env>) => setUpAuth(c.env.DB)))

app.post('/sign-up', async (c) => {
  const { username, password } = (await c.req.parseBody()) as Record<string, string>
  if (!username || !password) return c.text('username or password is missing', 400)
  const key = { providerId: 'username', providerUserId: username, password }
  const { userId } = await c.var.auth.createUser({ key, attributes: { username } })
  c.var.authRequest.setSession(await c.var.auth.createSession({ userId }))
  return c.text('signed up')
})

app.post('/sign-in', async (c) => {
  const { username, password } = (await c.req.parseBody()) as Record<string, string>
  if (!username || !password) return c.text('username or password is missing', 400)
  const { userId } = await c.var.auth.useKey('username', username, password)
  c.var.authRequest.setSession(await c.var.auth.createSession({ userId }))
  return c.text('signed in')
})

app.get('/me', requireSession(), (c) => c.text(c.var.session.user.username))

app.post('/sign-out', requireSession(), async (c) => {
  await c.var.auth.invalidateSession(c.var.session.sessionId)
  c.var.authRequest.setSession(null)
  return c.text('signed out')
})

app.get('/has-node', (c) => c.text(String('Buffer' in globalThis)))

export default app
