// The same app with this package.
import { eq } from 'drizzle-orm'
import { text } from 'drizzle-orm/sqlite-core'
import { Hono } from 'hono'
import { LuciaError } from 'lucia'
import { createAuth } from 'lucia-setup/d1'
import { requireSession, sessionMiddleware } from 'lucia-setup/hono'
import { createSchema } from 'lucia-setup/schema/sqlite'

const schema = createSchema({ user: { username: text('username').notNull().unique() } })
const { session } = schema

const options = {
  schema,
  getUserAttributes: ({ username }: typeof schema.user.$inferSelect) => ({ username }),
}

const app = new Hono<{ Bindings: { DB: never } }>()
  .use(sessionMiddleware((c) => createAuth(c.env.DB, options)))

  .post('/sign-up', async (c) => {
    const { username, password } = await c.req.json()
    try {
      const { userId } = await c.var.auth.createUser({
        key: { providerId: 'username', providerUserId: username, password },
        attributes: { username },
      })
      c.var.authRequest.setSession(await c.var.auth.createSession({ userId }))
      return c.json({ userId }, 201)
    } catch (error) {
      if (error instanceof LuciaError) return c.json({ error: error.message }, 409)
      throw error
    }
  })

  .post('/sign-in', async (c) => {
    const { username, password } = await c.req.json()
    try {
      const { userId } = await c.var.auth.useKey('username', username, password)
      c.var.authRequest.setSession(await c.var.auth.createSession({ userId }))
      return c.json({ userId })
    } catch (error) {
      if (error instanceof LuciaError) return c.json({ error: error.message }, 400)
      throw error
    }
  })

  .post('/sign-out', requireSession(), async (c) => {
    await c.var.auth.invalidateSession(c.var.session.sessionId)
    c.var.authRequest.setSession(null)
    return c.body(null, 204)
  })

  .get('/me', requireSession(), (c) => c.json(c.var.session.user))

  .get('/sessions', requireSession(), async (c) => {
    const { userId } = c.var.session.user
    return c.json(
      await c.var.db.select({ id: session.id }).from(session).where(eq(session.userId, userId)),
    )
  })

// biome-ignore lint/style/noDefaultExport: it is how a Worker is written
export default app
