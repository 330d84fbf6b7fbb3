import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { LuciaError } from 'lucia'
import { UniqueConstraintError } from 'lucia-setup/errors'
import { authentication, type Env, requireToken } from './auth.ts'

const app = new Hono<Env>()

app.use(bodyLimit({ maxSize: 64 * 1024, onError: tooLarge }))
app.use(authentication)

app.post('/accounts', async (c) => {
  const { username, password } = await readCredentials(c)
  try {
    const key = { providerId: 'username', providerUserId: username, password }
    const { userId } = await c.var.auth.createUser({ key, attributes: { username } })
    return await giveToken(c, userId)
  } catch (error) {
    if (!isTaken(error)) throw error
    throw new HTTPException(409, { message: 'This username is taken' })
  }
})

app.post('/tokens', async (c) => {
  const { username, password } = await readCredentials(c)
  try {
    const { userId } = await c.var.auth.useKey('username', username, password)
    return await giveToken(c, userId)
  } catch (error) {
    if (!(error instanceof LuciaError)) throw error
    throw new HTTPException(400, { message: 'Wrong username or password' })
  }
})

app.get('/me', requireToken, (c) => c.json(c.var.session.user))

app.delete('/tokens/current', requireToken, async (c) => {
  await c.var.auth.invalidateSession(c.var.session.sessionId)
  return c.body(null, 204)
})

app.notFound((c) => c.json({ error: 'There is nothing here' }, 404))

app.onError((error, c) => {
  if (error instanceof HTTPException) return c.json({ error: error.message }, error.status)
  console.error(error)
  return c.json({ error: 'Something broke' }, 500)
})

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

/** A token is the id of a session: whoever has it is signed in. */
async function giveToken(c: Context<Env>, userId: string) {
  const { sessionId, idlePeriodExpiresAt } = await c.var.auth.createSession({ userId })
  return c.json({ token: sessionId, expiresAt: idlePeriodExpiresAt }, 201)
}

function tooLarge(): never {
  throw new HTTPException(413, { message: 'This body is too large' })
}

/** The name is taken as a user's attribute or as a key, whichever the database sees first. */
function isTaken(error: unknown): boolean {
  if (error instanceof LuciaError) return error.message === 'AUTH_DUPLICATE_KEY_ID'
  return error instanceof UniqueConstraintError && error.columns.includes('username')
}

export default app
