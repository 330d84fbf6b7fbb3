import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { html } from 'hono/html'
import { HTTPException } from 'hono/http-exception'
import { LuciaError } from 'lucia'
import { UniqueConstraintError } from 'lucia-setup/errors'
import { requireSession, type SessionVariables, sessionMiddleware } from 'lucia-setup/hono'
import { setup } from './auth.ts'
import { page } from './page.ts'

interface Env {
  Variables: SessionVariables<typeof setup>
}

export const app = new Hono<Env>()

app.use(bodyLimit({ maxSize: 64 * 1024, onError: tooLarge }))
app.use(sessionMiddleware(() => setup))
app.use(async (c, next) => {
  // A page of another site must not sign people in or out, or up.
  if (!c.var.auth.isTrustedRequest(c.req.raw)) {
    throw new HTTPException(403, { message: 'This form came from another site.' })
  }
  await next()
})

app.get('/', (c) => c.html(c.var.session ? privatePage(c.var.session.user.username) : guestPage()))

app.post('/sign-up', async (c) => {
  const { username, password } = await readCredentials(c)
  try {
    const key = { providerId: 'username', providerUserId: username, password }
    const { userId } = await c.var.auth.createUser({ key, attributes: { username } })
    return await startSession(c, userId)
  } catch (error) {
    if (!isTaken(error)) throw error
    return c.html(guestPage('This username is taken.'), 409)
  }
})

app.post('/sign-in', async (c) => {
  const { username, password } = await readCredentials(c)
  try {
    const { userId } = await c.var.auth.useKey('username', username, password)
    return await startSession(c, userId)
  } catch (error) {
    if (!(error instanceof LuciaError)) throw error
    return c.html(guestPage('Wrong username or password.'), 400)
  }
})

app.post('/sign-out', requireSession(), async (c) => {
  await c.var.auth.invalidateSession(c.var.session.sessionId)
  c.var.authRequest.setSession(null)
  return c.redirect('/', 303)
})

app.onError((error, c) => {
  if (error instanceof HTTPException) return c.html(guestPage(error.message), error.status)
  console.error(error)
  return c.html(guestPage('Something broke.'), 500)
})

/** Reads the form, and refuses what cannot be an account before any hash is made. */
async function readCredentials(c: Context<Env>) {
  const { username, password } = await c.req.parseBody()
  if (typeof username !== 'string' || !/^[a-z0-9_-]{3,31}$/i.test(username)) {
    throw new HTTPException(400, {
      message: 'A username has 3 to 31 letters, digits, underscores or hyphens.',
    })
  }
  if (typeof password !== 'string' || password.length < 8 || password.length > 255) {
    throw new HTTPException(400, { message: 'A password has 8 to 255 characters.' })
  }
  return { username: username.toLowerCase(), password }
}

async function startSession(c: Context<Env>, userId: string) {
  c.var.authRequest.setSession(await c.var.auth.createSession({ userId }))
  return c.redirect('/', 303)
}

function tooLarge(): never {
  throw new HTTPException(413, { message: 'This form is too large.' })
}

/** The name is taken as a user's attribute or as a key, whichever the database sees first. */
function isTaken(error: unknown): boolean {
  if (error instanceof LuciaError) return error.message === 'AUTH_DUPLICATE_KEY_ID'
  return error instanceof UniqueConstraintError && error.columns.includes('username')
}

function privatePage(username: string) {
  return page(html`<h1>Hello, ${username}</h1>
    <form method="post" action="/sign-out"><button>Sign out</button></form>`)
}

function guestPage(problem?: string) {
  return page(html`<h1>Sign in</h1>
    ${problem && html`<p role="alert">${problem}</p>`}
    <form method="post" action="/sign-in">
      <p><label>Username <input name="username" autocomplete="username" required /></label></p>
      <p>
        <label>
          Password
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
      </p>
      <button>Sign in</button>
      <button formaction="/sign-up">Create an account</button>
    </form>`)
}
