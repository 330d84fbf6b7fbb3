import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { createAuth } from 'lucia-setup/d1'
import { requireSession, sessionMiddleware } from 'lucia-setup/hono'

interface Env {
  Bindings: { DB: D1Database }
  Variables: { database: D1DatabaseSession }
}

export const app = new Hono<Env>()
  .use(async (c, next) => {
    const last = getCookie(c, 'bookmark') ?? ''
    const isBookmark = /^[0-9a-f]+(-[0-9a-f]+)+$/.test(last)
    const database = c.env.DB.withSession(isBookmark ? last : 'first-unconstrained')
    c.set('database', database)
    await next()
    const bookmark = database.getBookmark()
    if (bookmark) setCookie(c, 'bookmark', bookmark, { httpOnly: true, secure: true })
  })
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
