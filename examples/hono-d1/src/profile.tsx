import { Hono } from 'hono'
import { requireSession } from 'lucia-setup/hono'
import type { Env, Session } from './auth.ts'
import { describeBrowser, describeCountry, describeTime } from './describe.ts'
import { Layout } from './layout.tsx'

/** The private pages. */
export const profile = new Hono<Env>()

profile.get('/profile', requireSession(), (c) =>
  c.html(<ProfilePage session={c.var.session} timeZone={timeZoneOf(c.req.raw)} />),
)

profile.get('/sessions', requireSession(), async (c) => {
  const sessions = await c.var.auth.getAllUserSessions(c.var.session.user.userId)
  const newestFirst = sessions.sort((a, b) => Number(b.createdAt) - Number(a.createdAt))
  const page = { sessions: newestFirst, current: c.var.session, timeZone: timeZoneOf(c.req.raw) }
  return c.html(<SessionsPage {...page} />)
})

function timeZoneOf(request: Request): string {
  return String(request.cf?.timezone ?? 'UTC')
}

function ProfilePage({ session, timeZone }: { session: Session; timeZone: string }) {
  return (
    <Layout title="Your profile" path="/profile">
      <section class="card wide">
        <h1>Hello, {session.user.username}</h1>
        <p>Nobody but you can see this page.</p>
        <dl>
          <div>
            <dt>Member since</dt>
            <dd>
              <Time at={session.user.createdAt} timeZone={timeZone} />
            </dd>
          </div>
          <div>
            <dt>Signed in with</dt>
            <dd>{describeBrowser(session.userAgent)}</dd>
          </div>
          <div>
            <dt>Stays signed in until</dt>
            <dd>
              <Time at={session.idlePeriodExpiresAt} timeZone={timeZone} />
            </dd>
          </div>
        </dl>
        <p>
          <a href="/sessions">See where else you are signed in</a>
        </p>
      </section>
    </Layout>
  )
}

interface SessionsProps {
  sessions: Session[]
  current: Session
  timeZone: string
}

function SessionsPage({ sessions, current, timeZone }: SessionsProps) {
  return (
    <Layout title="Your sessions" path="/sessions">
      <section class="card wide">
        <h1>Your sessions</h1>
        <p>These browsers are signed in to your account.</p>
        <ul class="sessions">
          {sessions.map((session) => (
            <SessionItem session={session} current={current} timeZone={timeZone} />
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

interface SessionProps {
  session: Session
  current: Session
  timeZone: string
}

function SessionItem({ session, current, timeZone }: SessionProps) {
  const isCurrent = session.sessionId === current.sessionId
  const isHere = session.addressHash !== null && session.addressHash === current.addressHash
  return (
    <li>
      <strong>{describeBrowser(session.userAgent)}</strong>
      {isCurrent && <span class="badge">This browser</span>}
      {isHere && !isCurrent && <span class="badge quiet">Same address</span>}
      <span class="hint">
        {session.country ? `${describeCountry(session.country)}, since` : 'Since'}{' '}
        <Time at={session.createdAt} timeZone={timeZone} />
      </span>
    </li>
  )
}

function Time({ at, timeZone }: { at: Date; timeZone: string }) {
  return <time datetime={at.toISOString()}>{describeTime(at, timeZone)}</time>
}
