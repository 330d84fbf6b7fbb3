import { text } from 'drizzle-orm/sqlite-core'
import { type Context, Hono } from 'hono'
import { type AuthOptions, createAuth } from 'lucia-setup/d1'
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

app.get('/', (c) => c.text(c.var.session?.user.email ?? 'nobody'))

app.get('/private', requireSession(), (c) => c.text(`Hello ${c.var.session.user.email}`))

export default app
