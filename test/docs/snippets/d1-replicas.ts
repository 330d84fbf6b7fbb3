import { type Context, Hono } from 'hono'
import { createAuth } from 'lucia-setup/d1'
import { databaseSession, requireSession, sessionMiddleware } from 'lucia-setup/hono'

interface Env {
  Bindings: { DB: D1Database }
  Variables: { database: D1DatabaseSession }
}

export const app = new Hono<Env>()
  .use(databaseSession((c: Context<Env>) => c.env.DB))
  .use(sessionMiddleware((c: Context<Env>) => createAuth(c.var.database)))

app.use(
  '/account/*',
  sessionMiddleware((c: Context<Env>) => createAuth(c.env.DB)),
)

app.get('/', (c) => c.text(c.var.session?.user.userId ?? 'nobody'))
app.get('/account/me', requireSession(), (c) => c.text(c.var.session.user.userId))
app.post('/sign-out', requireSession(), async (c) => {
  await c.var.auth.invalidateSession(c.var.session.sessionId)
  c.var.authRequest.setSession(null)
  return c.text('nobody')
})
