import Link from 'next/link'
import type { ReactNode } from 'react'
import { signOut } from './actions'

interface FrameProps {
  /** Where a private page is: it shows the links of somebody who is signed in. */
  path?: string
  children: ReactNode
}

/** The name, the links, and the card that every page is. */
export function Frame({ path, children }: FrameProps) {
  return (
    <>
      <header>
        <Link className="brand" href="/">
          <img src="/icon.svg" alt="" width="32" height="32" />
          Keyring
        </Link>
        {path && <Navigation path={path} />}
      </header>
      <main>
        <section className={path ? 'card wide' : 'card'}>{children}</section>
      </main>
    </>
  )
}

function Navigation({ path }: { path: string }) {
  const here = (link: string) => (link === path ? 'page' : undefined)
  return (
    <nav aria-label="Account">
      <Link href="/profile" aria-current={here('/profile')}>
        Profile
      </Link>
      <Link href="/sessions" aria-current={here('/sessions')}>
        Sessions
      </Link>
      <form action={signOut}>
        <button type="submit">Sign out</button>
      </form>
    </nav>
  )
}
