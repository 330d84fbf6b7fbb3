import { html } from 'hono/html'
import type { PropsWithChildren } from 'hono/jsx'

interface LayoutProps {
  title: string
  /** Where a private page is: it shows the links of somebody who is signed in. */
  path?: string | undefined
}

/** What is around every page. */
export function Layout({ title, path, children }: PropsWithChildren<LayoutProps>) {
  return html`<!doctype html>${(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <a class="brand" href="/">
            <img src="/icon.svg" alt="" width="32" height="32" />
            Keyring
          </a>
          {path && <Navigation path={path} />}
        </header>
        <main>{children}</main>
      </body>
    </html>
  )}`
}

function Navigation({ path }: { path: string }) {
  const here = (link: string) => (link === path ? 'page' : undefined)
  return (
    <nav aria-label="Account">
      <a href="/profile" aria-current={here('/profile')}>
        Profile
      </a>
      <a href="/sessions" aria-current={here('/sessions')}>
        Sessions
      </a>
      <form method="post" action="/sign-out">
        <button type="submit">Sign out</button>
      </form>
    </nav>
  )
}

/** A page that says one thing, such as what went wrong. */
export function MessagePage({ title, children }: PropsWithChildren<{ title: string }>) {
  return (
    <Layout title={title}>
      <section class="card">
        <h1>{title}</h1>
        <p>{children}</p>
        <p>
          <a href="/">Back to the start</a>
        </p>
      </section>
    </Layout>
  )
}

const notes = new Map([
  ['signed-out', 'You are signed out.'],
  ['signed-out-everywhere', 'You are signed out on every device.'],
  ['session-ended', 'That browser is signed out.'],
  ['mail-sent', 'A mail with a link is on its way.'],
  ['reset-sent', 'If the account has a confirmed address, a mail with a link is on its way.'],
  ['email-confirmed', 'Your e-mail address is confirmed.'],
  ['password-changed', 'Your password is changed, and all other browsers are signed out.'],
])

/** Says what has just happened, by the name that a redirect has brought along. */
export function Note({ of }: { of?: string | undefined }) {
  const said = of && notes.get(of)
  return said ? (
    <p class="note" role="status">
      {said}
    </p>
  ) : null
}
