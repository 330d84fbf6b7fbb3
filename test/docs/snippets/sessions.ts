import Database from 'better-sqlite3'
import { text } from 'drizzle-orm/sqlite-core'
import { Hono } from 'hono'
import { type AuthOptions, createAuth } from 'lucia-setup/better-sqlite3'
import { requireSession, sessionMiddleware } from 'lucia-setup/hono'
import { createSchema, timeColumns } from 'lucia-setup/schema/sqlite'

const schema = createSchema({
  user: { email: text('email').notNull().unique() },
  session: timeColumns(),
})

const hour = 3_600_000
const options = {
  schema,
  sessionIds: 'hashed',
  sessionExpiresIn: {
    activePeriod: hour,
    idlePeriod: 14 * 24 * hour,
    absolutePeriod: 90 * 24 * hour,
  },
  sessionCookie: { name: '__Host-session', oldNames: ['auth_session'] },
  getUserAttributes: ({ email }) => ({ email }),
  getSessionAttributes: ({ createdAt }) => ({ createdAt }),
} satisfies AuthOptions<typeof schema>

const database = new Database(process.env.DATABASE_FILE)

export const app = new Hono().use(sessionMiddleware(() => createAuth(database, options)))

app.get('/sessions', requireSession(), async (c) => {
  const { auth, session } = c.var
  const own = await auth.getSessionHandle(session.sessionId)
  const sessions = await auth.getAllUserSessions(session.user.userId)
  return c.json(
    sessions.map(({ sessionId, createdAt }) => ({
      sessionId,
      createdAt,
      isOwn: sessionId === own,
    })),
  )
})

app.post('/sessions/end', requireSession(), async (c) => {
  const { auth, session } = c.var
  const { sessionId } = await c.req.json()
  const sessions = await auth.getAllUserSessions(session.user.userId)
  const ended = sessions.find((each) => each.sessionId === sessionId)
  if (ended) await auth.invalidateSession(ended.sessionId)
  return c.body(null, ended ? 204 : 404)
})

app.post('/password', requireSession({ within: 600_000 }), async (c) => {
  const { auth, session } = c.var
  const { current, password } = await c.req.json()
  await auth.changePassword({
    providerId: 'email',
    providerUserId: session.user.email,
    current,
    password,
    keep: session.sessionId,
  })
  return c.body(null, 204)
})
