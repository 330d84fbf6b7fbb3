import type { Metadata } from 'next'
import { auth } from '../../lib/auth'
import { describeBrowser } from '../../lib/describe'
import { requireSession } from '../../lib/session'
import { signOutEverywhere } from '../actions'
import { Frame } from '../frame'
import { Time } from '../time'

export const metadata: Metadata = { title: 'Your sessions' }

export default async function Page() {
  const current = await requireSession()
  const sessions = await auth.getAllUserSessions(current.user.userId)
  const newestFirst = sessions.sort((a, b) => Number(b.createdAt) - Number(a.createdAt))
  return (
    <Frame path="/sessions">
      <h1>Your sessions</h1>
      <p>These browsers are signed in to your account.</p>
      <ul className="sessions">
        {newestFirst.map(({ sessionId, createdAt, userAgent }) => (
          <li key={createdAt.toISOString()}>
            <strong>{describeBrowser(userAgent)}</strong>
            {sessionId === current.sessionId && <span className="badge">This browser</span>}
            <span className="hint">
              Since <Time at={createdAt} />
            </span>
          </li>
        ))}
      </ul>
      <form action={signOutEverywhere}>
        <button className="danger" type="submit">
          Sign out everywhere
        </button>
      </form>
    </Frame>
  )
}
