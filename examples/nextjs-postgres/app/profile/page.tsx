import type { Metadata } from 'next'
import Link from 'next/link'
import { describeBrowser } from '../../lib/describe'
import { requireSession } from '../../lib/session'
import { Frame } from '../frame'
import { Time } from '../time'

export const metadata: Metadata = { title: 'Your profile' }

export default async function Page() {
  const session = await requireSession()
  return (
    <Frame path="/profile">
      <h1>Hello, {session.user.username}</h1>
      <p>Nobody but you can see this page.</p>
      <dl>
        <div>
          <dt>Member since</dt>
          <dd>
            <Time at={session.user.createdAt} />
          </dd>
        </div>
        <div>
          <dt>Signed in with</dt>
          <dd>{describeBrowser(session.userAgent)}</dd>
        </div>
        <div>
          <dt>Stays signed in until</dt>
          <dd>
            <Time at={session.idlePeriodExpiresAt} />
          </dd>
        </div>
      </dl>
      <p>
        <Link href="/sessions">See where else you are signed in</Link>
      </p>
    </Frame>
  )
}
