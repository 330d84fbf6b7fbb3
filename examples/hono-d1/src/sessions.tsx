import { Hono } from 'hono'
import { requireSession } from 'lucia-setup/hono'
import type { Env, Session } from './auth.ts'
import { readForm } from './credentials.ts'
import { describeBrowser, describeCountry } from './describe.ts'
import { Layout, Note } from './layout.tsx'
import { Time, timeZoneOf } from './time.tsx'

/** Where a user is signed in, and the end of it. */
export const sessions = new Hono<Env>()

sessions.get('/sessions', requireSession(), async (c) => {
  const { auth, session } = c.var
  const all = await auth.getAllUserSessions(session.user.userId)
  const page = {
    sessions: all.sort((a, b) => Number(b.createdAt) - Number(a.createdAt)),
    // What is listed are hashes: of the ids themselves, this request knows its own alone.
    current: { ...session, sessionId: await auth.getSessionHandle(session.sessionId) },
    timeZone: timeZoneOf(c.req.raw),
    note: c.req.query('note'),
  }
  return c.html(<SessionsPage {...page} />)
})

sessions.post('/sessions/end', requireSession(), async (c) => {
  const { auth, session } = c.var
  const { sessionId } = await readForm(c.req, 'sessionId')
  // Only one of the user's own.
  const all = await auth.getAllUserSessions(session.user.userId)
  if (!all.some((each) => each.sessionId === sessionId)) return c.redirect('/sessions', 303)
  await auth.invalidateSession(sessionId)
  return c.redirect('/sessions?note=session-ended', 303)
})

interface ListProps {
  current: Session
  timeZone: string
}

interface SessionsProps extends ListProps {
  sessions: Session[]
  note: string | undefined
}

function SessionsPage({ sessions, note, ...list }: SessionsProps) {
  return (
    <Layout title="Your sessions" path="/sessions">
      <section class="card wide">
        <h1>Your sessions</h1>
        <Note of={note} />
        <p>These browsers are signed in to your account.</p>
        <ul class="sessions">
          {sessions.map((session) => (
            <SessionItem session={session} {...list} />
          ))}
        </ul>
        <form method="post" action="/sign-out-everywhere">
          <button class="danger" type="submit">
            Sign out everywhere
          </button>
        </form>
      </section>
    </Layout>
  )
}

function SessionItem({ session, current, timeZone }: ListProps & { session: Session }) {
  const browser = describeBrowser(session.userAgent)
  const isCurrent = session.sessionId === current.sessionId
  const isHere = session.addressHash !== null && session.addressHash === current.addressHash
  return (
    <li>
      <div>
        <strong>{browser}</strong>
        {isCurrent && <span class="badge">This browser</span>}
        {isHere && !isCurrent && <span class="badge quiet">Same address</span>}
        <span class="hint">
          {session.country ? `${describeCountry(session.country)}, since` : 'Since'}{' '}
          <Time at={session.createdAt} timeZone={timeZone} />
        </span>
      </div>
      {!isCurrent && (
        <form method="post" action="/sessions/end">
          <input type="hidden" name="sessionId" value={session.sessionId} />
          <button class="danger" type="submit" aria-label={`Sign out ${browser}`}>
            Sign out
          </button>
        </form>
      )}
    </li>
  )
}
