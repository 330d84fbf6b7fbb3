import { type Context, Hono } from 'hono'
import { LuciaError } from 'lucia'
import { createAuth } from 'lucia-setup/d1'
import { type SessionVariables, sessionMiddleware } from 'lucia-setup/hono'
import { type Bindings, passwordHash } from './password-hasher.ts'

export { PasswordHasher } from './password-hasher.ts'

interface Env {
  Bindings: Bindings
  Variables: SessionVariables<ReturnType<typeof setUpAuth>>
}

const options = { passwordHash }
const setUpAuth = ({ DB }: Bindings) => createAuth(DB, options)

const app = new Hono<Env>()

app.use(sessionMiddleware((c: Context<Env>) => setUpAuth(c.env)))
app.use(async (c, next) => {
  if (!c.var.auth.isTrustedRequest(c.req.raw)) return c.text('This came from another site', 403)
  return await next()
})

app.get('/', (c) => c.text(c.var.session ? 'You are signed in' : 'You are not signed in'))

app.post('/sign-up', async (c) => {
  const { username, password } = await credentials(c)
  if (!username || password.length < 8 || password.length > 255) {
    return c.text('Give a username, and a password of 8 to 255 characters', 400)
  }
  const key = { providerId: 'username', providerUserId: username, password }
  const { userId } = await c.var.auth.createUser({ key, attributes: {} })
  return await startSession(c, userId)
})

app.post('/sign-in', async (c) => {
  const { username, password } = await credentials(c)
  if (password.length > 255) return c.text('Wrong username or password', 400)
  const { userId } = await c.var.auth.useKey('username', username, password)
  return await startSession(c, userId)
})

app.onError((error, c) => {
  if (!(error instanceof LuciaError)) throw error
  const taken = error.message === 'AUTH_DUPLICATE_KEY_ID'
  return taken ? c.text('This username is taken', 409) : c.text('Wrong username or password', 400)
})

async function credentials(c: Context<Env>) {
  const { username, password } = await c.req.parseBody()
  return { username: String(username ?? ''), password: String(password ?? '') }
}

async function startSession(c: Context<Env>, userId: string) {
  c.var.authRequest.setSession(await c.var.auth.createSession({ userId, attributes: {} }))
  return c.text('You are signed in')
}

export default app
