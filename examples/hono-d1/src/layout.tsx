import { html } from 'hono/html'
import type { PropsWithChildren } from 'hono/jsx'

interface LayoutProps {
  title: string
  /** Where a private page is: it shows the links of somebody who is signed in. */
  path?: string
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
