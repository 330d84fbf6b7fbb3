import type { Database } from 'better-sqlite3'
import { Hono } from 'hono'
import { createAuth } from 'lucia-setup/better-sqlite3'
import { requireSession, type SessionVariables, sessionMiddleware } from 'lucia-setup/hono'

export function createApp(database: Database) {
  const setup = createAuth(database)
  const { auth } = setup

  const app = new Hono<{ Variables: SessionVariables<typeof setup> }>()

  app.use(sessionMiddleware(() => setup))

  app.get('/me', requireSession(), (c) => c.text(c.var.session.user.userId))

  app.post('/sign-out', requireSession(), async (c) => {
    await auth.invalidateSession(c.var.session.sessionId)
    c.var.authRequest.setSession(null)
    return c.text('Goodbye')
  })

  return { app, auth }
}
