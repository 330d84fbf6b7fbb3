// The app with better-auth, by its guides for Drizzle and for Hono.
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'

const date = (name: string) => integer(name, { mode: 'timestamp_ms' })
const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull(),
  image: text('image'),
  createdAt: date('created_at').notNull(),
  updatedAt: date('updated_at').notNull(),
})
const userId = () =>
  text('user_id')
    .notNull()
    .references(() => user.id)
const session = sqliteTable('session', {
  id: text('id').primaryKey(),
  userId: userId(),
  token: text('token').notNull().unique(),
  expiresAt: date('expires_at').notNull(),
  createdAt: date('created_at').notNull(),
  updatedAt: date('updated_at').notNull(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
})
const account = sqliteTable('account', {
  id: text('id').primaryKey(),
  userId: userId(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: date('access_token_expires_at'),
  refreshTokenExpiresAt: date('refresh_token_expires_at'),
  scope: text('scope'),
  password: text('password'),
  createdAt: date('created_at').notNull(),
  updatedAt: date('updated_at').notNull(),
})
const verification = sqliteTable('verification', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: date('expires_at').notNull(),
  createdAt: date('created_at').notNull(),
  updatedAt: date('updated_at').notNull(),
})

/** The tables, for who makes them. */
export const schema = { user, session, account, verification }

const createAuth = (binding: never) =>
  betterAuth({
    database: drizzleAdapter(drizzle(binding, { schema }), { provider: 'sqlite', schema }),
    emailAndPassword: { enabled: true },
    secret: 'a secret of thirty-two characters',
    baseURL: 'http://127.0.0.1',
    logger: { disabled: true },
  } satisfies BetterAuthOptions)

type Auth = ReturnType<typeof createAuth>
interface Variables {
  auth: Auth
  session: Awaited<ReturnType<Auth['api']['getSession']>>
}

const app = new Hono<{ Bindings: { DB: never }; Variables: Variables }>()

app.on(['GET', 'POST'], '/api/auth/*', (c) => createAuth(c.env.DB).handler(c.req.raw))

app.use(async (c, next) => {
  const auth = createAuth(c.env.DB)
  c.set('auth', auth)
  c.set('session', await auth.api.getSession({ headers: c.req.raw.headers }))
  await next()
})

const requireSession = createMiddleware(async (c, next) => {
  if (!c.var.session) throw new HTTPException(401, { message: 'Sign in first' })
  await next()
})

app.get('/me', requireSession, (c) => c.json(c.var.session?.user))

app.get('/sessions', requireSession, async (c) => {
  const db = drizzle(c.env.DB, { schema })
  const userId = c.var.session?.user.id ?? ''
  return c.json(await db.select({ id: session.id }).from(session).where(eq(session.userId, userId)))
})

// biome-ignore lint/style/noDefaultExport: it is how a Worker is written
export default app
