// The app with users, by Lucia's own guides: its adapter for D1, its tables for Drizzle, and a
// middleware written by hand, since Lucia's own for Hono throws on Hono 4.
import { d1 } from '@lucia-auth/adapter-sqlite'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { blob, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import { type AuthRequest, LuciaError, lucia, type Middleware } from 'lucia'

const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  username: text('username').notNull().unique(),
})
const session = sqliteTable('user_session', {
  id: text('id').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id),
  activeExpires: blob('active_expires', { mode: 'bigint' }).notNull(),
  idleExpires: blob('idle_expires', { mode: 'bigint' }).notNull(),
})
const key = sqliteTable('user_key', {
  id: text('id').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id),
  hashedPassword: text('hashed_password'),
})

const hono =
  (): Middleware<[Context]> =>
  ({ args: [c] }) => ({
    request: c.req.raw,
    setCookie: (cookie) => c.header('Set-Cookie', cookie.serialize(), { append: true }),
  })

const createAuth = (binding: never) =>
  lucia({
    adapter: d1(binding, { user: 'user', session: 'user_session', key: 'user_key' }),
    env: 'PROD',
    middleware: hono(),
    getUserAttributes: ({ username }) => ({ username: String(username) }),
  })

export type Auth = ReturnType<typeof createAuth>
interface Variables {
  auth: Auth
  authRequest: AuthRequest
  session: Awaited<ReturnType<AuthRequest['validate']>>
}

const app = new Hono<{ Bindings: { DB: never }; Variables: Variables }>()

app.use(async (c, next) => {
  const auth = createAuth(c.env.DB)
  const authRequest = auth.handleRequest(c)
  c.set('auth', auth)
  c.set('authRequest', authRequest)
  c.set('session', await authRequest.validate())
  await next()
})

const requireSession = createMiddleware(async (c, next) => {
  if (!c.var.session) throw new HTTPException(401, { message: 'Sign in first' })
  await next()
})

app.post('/sign-up', async (c) => {
  const { username, password } = await c.req.json()
  try {
    const { userId } = await c.var.auth.createUser({
      key: { providerId: 'username', providerUserId: username, password },
      attributes: { username },
    })
    c.var.authRequest.setSession(await c.var.auth.createSession({ userId, attributes: {} }))
    return c.json({ userId }, 201)
  } catch (error) {
    if (error instanceof LuciaError) return c.json({ error: error.message }, 409)
    throw error
  }
})

app.post('/sign-in', async (c) => {
  const { username, password } = await c.req.json()
  try {
    const { userId } = await c.var.auth.useKey('username', username, password)
    c.var.authRequest.setSession(await c.var.auth.createSession({ userId, attributes: {} }))
    return c.json({ userId })
  } catch (error) {
    if (error instanceof LuciaError) return c.json({ error: error.message }, 400)
    throw error
  }
})

app.post('/sign-out', requireSession, async (c) => {
  await c.var.auth.invalidateSession(c.var.session?.sessionId ?? '')
  c.var.authRequest.setSession(null)
  return c.body(null, 204)
})

app.get('/me', requireSession, (c) => c.json(c.var.session?.user))

app.get('/sessions', requireSession, async (c) => {
  const db = drizzle(c.env.DB, { schema: { user, session, key } })
  const userId = c.var.session?.user.userId
  return c.json(await db.select({ id: session.id }).from(session).where(eq(session.userId, userId)))
})

// biome-ignore lint/style/noDefaultExport: it is how a Worker is written
export default app
