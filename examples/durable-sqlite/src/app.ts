import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { LuciaError } from 'lucia'
import { UniqueConstraintError } from 'lucia-setup/errors'
import { requireSession, sessionMiddleware } from 'lucia-setup/hono'
import type { Env, Setup } from './accounts.ts'

/** The app that runs inside the object. */
export function createApp(setup: Setup) {
  const app = new Hono<Env>()

  app.use(bodyLimit({ maxSize: 64 * 1024, onError: tooLarge }))
  app.use(sessionMiddleware(() => setup))

  app.use(async (c, next) => {
    // A page of another site must not sign people in or out, or up.
    if (!c.var.auth.isTrustedRequest(c.req.raw)) {
      throw new HTTPException(403, { message: 'This request came from another site' })
    }
    await next()
  })

  app.post('/sign-up', async (c) => {
    const { username, password } = await readCredentials(c)
    try {
      const key = { providerId: 'username', providerUserId: username, password }
      const { userId } = await c.var.auth.createUser({ key, attributes: { username } })
      return await startSession(c, userId)
    } catch (error) {
      if (!isTaken(error)) throw error
      throw new HTTPException(409, { message: 'This username is taken' })
    }
  })

  app.post('/sign-in', async (c) => {
    const { username, password } = await readCredentials(c)
    try {
      const { userId } = await c.var.auth.useKey('username', username, password)
      return await startSession(c, userId)
    } catch (error) {
      if (!(error instanceof LuciaError)) throw error
      throw new HTTPException(400, { message: 'Wrong username or password' })
    }
  })

  app.get('/me', requireSession(), (c) => c.json(c.var.session.user))

  app.post('/sign-out', requireSession(), async (c) => {
    await c.var.auth.invalidateSession(c.var.session.sessionId)
    c.var.authRequest.setSession(null)
    return c.body(null, 204)
  })

  app.notFound((c) => c.json({ error: 'There is nothing here' }, 404))

  app.onError((error, c) => {
    if (error instanceof HTTPException) return c.json({ error: error.message }, error.status)
    console.error(error)
    return c.json({ error: 'Something broke' }, 500)
  })

  return app
}

/** Reads a JSON body and refuses what cannot be an account, before any hash is made. */
async function readCredentials(c: Context<Env>) {
  const body: unknown = await c.req.json().catch(() => null)
  const { username, password } = Object(body) as Record<string, unknown>
  if (typeof username !== 'string' || !/^[a-z0-9_-]{3,31}$/i.test(username)) {
    throw new HTTPException(400, {
      message: 'username must be 3 to 31 letters, digits, underscores or hyphens',
    })
  }
  if (typeof password !== 'string' || password.length < 8 || password.length > 255) {
    throw new HTTPException(400, { message: 'password must be 8 to 255 characters' })
  }
  return { username: username.toLowerCase(), password }
}

async function startSession(c: Context<Env>, userId: string) {
  const session = await c.var.auth.createSession({ userId })
  c.var.authRequest.setSession(session)
  return c.json(session.user)
}

function tooLarge(): never {
  throw new HTTPException(413, { message: 'This body is too large' })
}

/** The name is taken as a user's attribute or as a key, whichever the database sees first. */
function isTaken(error: unknown): boolean {
  if (error instanceof LuciaError) return error.message === 'AUTH_DUPLICATE_KEY_ID'
  return error instanceof UniqueConstraintError && error.columns.includes('username')
}
