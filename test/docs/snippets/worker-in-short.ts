import { text } from 'drizzle-orm/sqlite-core'
import { type Context, Hono } from 'hono'
import { type AuthOptions, createAuth } from 'lucia-setup/d1'
import { requireSession, sessionMiddleware } from 'lucia-setup/hono'
import { createSchema } from 'lucia-setup/schema/sqlite'

const schema = createSchema({ user: { email: text('email').notNull().unique() } })
const options = {
  schema,
  getUserAttributes: (user) => ({ email: user.email }),
} satisfies AuthOptions<typeof schema>

export default new Hono<{ Bindings: { DB: D1Database } }>()
  .use(sessionMiddleware((c: Context) => createAuth(c.env.DB, options)))
  .get('/', (c) => c.text(c.var.session?.user.email ?? 'nobody'))
  .get('/private', requireSession(), (c) => c.text(`Hello ${c.var.session.user.email}`))
