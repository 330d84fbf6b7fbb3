import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { createAuth } from 'lucia-setup/d1'
import { isLuciaError, UniqueConstraintError } from 'lucia-setup/errors'
import { requireSession, type SessionVariables, sessionMiddleware } from 'lucia-setup/hono'
import * as schema from './schema.js'

const setup = createAuth(env.DB, {
  schema,
  env: env.ENVIRONMENT === 'DEV' ? 'DEV' : 'PROD', // 'DEV': the cookie works on http://, too
  getUserAttributes: (user) => ({ email: user.email }), // what session.user shows
})
const { auth } = setup

const app = new Hono<{ Variables: SessionVariables<typeof setup> }>()

app.use(sessionMiddleware(() => setup))

app.use(async (c, next) => {
  if (!auth.isTrustedRequest(c.req.raw)) return c.text('Not from this site', 403)
  await next()
})

app.post('/sign-up', async (c) => {
  const { email, password } = await c.req.json()
  const key = { providerId: 'email', providerUserId: email, password }
  const user = await auth.createUser({ key, attributes: { email } })
  c.var.authRequest.setSession(await auth.createSession({ userId: user.userId }))
  return c.json(user)
})

app.post('/sign-in', async (c) => {
  const { email, password } = await c.req.json()
  const { userId } = await auth.useKey('email', email, password)
  c.var.authRequest.setSession(await auth.createSession({ userId }))
  return c.json({ userId })
})

app.get('/private', requireSession(), (c) => c.text(`Hello ${c.var.session.user.email}`))

app.post('/sign-out', requireSession(), async (c) => {
  await auth.invalidateSession(c.var.session.sessionId)
  c.var.authRequest.setSession(null)
  return c.text('Goodbye')
})

app.onError((error, c) => {
  if (error instanceof UniqueConstraintError) return c.text('This email is taken', 409)
  if (isLuciaError(error)) return c.text('Wrong email or password', 400)
  if ('getResponse' in error) return error.getResponse()
  throw error
})

export default app
