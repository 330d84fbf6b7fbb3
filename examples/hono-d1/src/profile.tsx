import { Hono } from 'hono'
import { requireSession } from 'lucia-setup/hono'
import type { Env, Session } from './auth.ts'
import { describeBrowser } from './describe.ts'
import { Layout, Note } from './layout.tsx'
import { Time, timeZoneOf } from './time.tsx'

/** What only the user sees. */
export const profile = new Hono<Env>()

profile.get('/profile', requireSession(), (c) => {
  const { session } = c.var
  const note = c.req.query('note')
  return c.html(<ProfilePage session={session} timeZone={timeZoneOf(c.req.raw)} note={note} />)
})

interface ProfileProps {
  session: Session
  timeZone: string
  note: string | undefined
}

function ProfilePage({ session, timeZone, note }: ProfileProps) {
  const { username, email, createdAt } = session.user
  return (
    <Layout title="Your profile" path="/profile">
      <section class="card wide">
        <h1>Hello, {username}</h1>
        <Note of={note} />
        <p>Nobody but you can see this page.</p>
        <dl>
          <div>
            <dt>Member since</dt>
            <dd>
              <Time at={createdAt} timeZone={timeZone} />
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
          <div>
            <dt>E-mail address</dt>
            <dd>
              {email ?? 'None, so a forgotten password is lost.'}{' '}
              <a href="/email">{email ? 'Change it' : 'Add one'}</a>
            </dd>
          </div>
          <div>
            <dt>Password</dt>
            <dd>
              <a href="/password">Change it</a>
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
