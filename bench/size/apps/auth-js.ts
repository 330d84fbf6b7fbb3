// The app with Auth.js, by its guides for Drizzle and for frameworks without an integration.
import { Auth, type AuthConfig } from '@auth/core'
import credentials from '@auth/core/providers/credentials'
import { DrizzleAdapter } from '@auth/drizzle-adapter'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'

const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  name: text('name'),
  email: text('email').unique(),
  emailVerified: integer('email_verified', { mode: 'timestamp_ms' }),
  image: text('image'),
})
const session = sqliteTable('session', {
  sessionToken: text('session_token').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id),
  expires: integer('expires', { mode: 'timestamp_ms' }).notNull(),
})

const configuration = (binding: never): AuthConfig => ({
  adapter: DrizzleAdapter(drizzle(binding), { usersTable: user, sessionsTable: session } as never),
  providers: [credentials({ credentials: { email: {}, password: {} }, authorize: () => null })],
  session: { strategy: 'database' },
  secret: 'a secret of thirty-two characters',
  basePath: '/api/auth',
  trustHost: true,
})

const app = new Hono<{ Bindings: { DB: never }; Variables: { session: { user: object } | null } }>()

app.on(['GET', 'POST'], '/api/auth/*', (c) => Auth(c.req.raw, configuration(c.env.DB)))

app.use(async (c, next) => {
  const url = new URL('/api/auth/session', c.req.url)
  const request = new Request(url, { headers: c.req.raw.headers })
  const response = await Auth(request, configuration(c.env.DB))
  c.set('session', await response.json())
  await next()
})

const requireSession = createMiddleware(async (c, next) => {
  if (!c.var.session) throw new HTTPException(401, { message: 'Sign in first' })
  await next()
})

app.get('/me', requireSession, (c) => c.json(c.var.session?.user))

app.get('/sessions', requireSession, async (c) => {
  const db = drizzle(c.env.DB)
  const { id = '' } = (c.var.session?.user ?? {}) as { id?: string }
  return c.json(
    await db.select({ id: session.sessionToken }).from(session).where(eq(session.userId, id)),
  )
})

// biome-ignore lint/style/noDefaultExport: it is how a Worker is written
export default app
