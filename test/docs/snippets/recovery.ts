import { integer, text } from 'drizzle-orm/sqlite-core'
import { Hono } from 'hono'
import { createAuth } from 'lucia-setup/d1'
import { isLuciaError } from 'lucia-setup/errors'
import { createSchema } from 'lucia-setup/schema/sqlite'
import { createThrottle, ThrottleError } from 'lucia-setup/throttle'
import { createTokens, TokenError } from 'lucia-setup/tokens'

export const schema = createSchema({
  user: {
    email: text('email').notNull().unique(),
    verified: integer('verified', { mode: 'boolean' }).notNull().default(false),
  },
  token: { email: text('email') }, // a column of your own: the address that is being verified
  throttle: true,
})

interface Bindings {
  DB: D1Database
  MAIL: { send(to: string, text: string): Promise<void> }
}

const options = {
  schema,
  getUserAttributes: ({ email }: typeof schema.user.$inferSelect) => ({ email }),
}

function setUp({ DB }: Bindings) {
  const setup = createAuth(DB, options)
  const tokens = createTokens(setup, {
    verify: { expiresIn: 24 * 3_600_000 },
    reset: { expiresIn: 3_600_000 },
    code: { expiresIn: 600_000, digits: 6, attempts: 5 },
  })
  const throttle = createThrottle(setup, { free: 5, waits: [1, 10, 60, 600] })
  return { ...setup, tokens, throttle }
}

export const app = new Hono<{ Bindings: Bindings }>()

app.use(async (c, next) => {
  if (!setUp(c.env).auth.isTrustedRequest(c.req.raw)) return c.text('Not from this site', 403)
  c.header('Referrer-Policy', 'no-referrer') // no other site learns an address with a secret in it
  await next()
})

app.post('/sign-in', async (c) => {
  const { auth, throttle } = setUp(c.env)
  const { email, password } = await c.req.json<{ email: string; password: string }>()
  const address = c.req.header('CF-Connecting-IP')
  const names = [`email:${email.toLowerCase()}`, `address:${address}`]
  const { userId } = await throttle.guard(names, () => auth.useKey('email', email, password))
  const session = await auth.createSession({ userId })
  c.header('Set-Cookie', auth.createSessionCookie(session).serialize())
  return c.body(null, 204)
})

app.post('/forgot', async (c) => {
  const { email } = await c.req.json<{ email: string }>()
  // Not awaited: how long the answer takes must not tell who has an account.
  c.executionCtx.waitUntil(sendReset(c.env, email))
  return c.text('If there is an account with this address, a mail is on its way')
})

async function sendReset(bindings: Bindings, email: string): Promise<void> {
  const { auth, tokens } = setUp(bindings)
  try {
    const { userId } = await auth.getKey('email', email)
    const secret = await tokens.issue('reset', userId)
    await bindings.MAIL.send(email, `https://app.example.com/reset?token=${secret}`)
  } catch (error) {
    if (!isLuciaError(error)) throw error
  }
}

app.post('/reset', async (c) => {
  const { auth, tokens } = setUp(c.env)
  const { token, password } = await c.req.json<{ token: string; password: string }>()
  // Before the secret is used up.
  if (password.length < 8) return c.text('At least 8 characters, please', 400)
  const { userId } = await tokens.redeem('reset', token)
  const { email } = await auth.getUser(userId)
  // The new hash, and the end of all sessions: both or neither.
  await auth.resetPassword({ providerId: 'email', providerUserId: email, password })
  return c.text('Sign in with your new password')
})

export async function sendVerification(
  bindings: Bindings,
  userId: string,
  email: string,
): Promise<void> {
  const { tokens } = setUp(bindings)
  const secret = await tokens.issue('verify', userId, { attributes: { email } })
  await bindings.MAIL.send(email, `https://app.example.com/verify?token=${secret}`)
}

app.post('/verify', async (c) => {
  const { auth, tokens } = setUp(c.env)
  const { token } = await c.req.json<{ token: string }>()
  const { userId, attributes } = await tokens.redeem('verify', token)
  const { email } = await auth.getUser(userId)
  if (attributes.email !== email) throw new TokenError() // it was changed meanwhile
  await auth.updateUserAttributes(userId, { verified: true })
  return c.text('Thank you')
})

app.onError((error, c) => {
  if (error instanceof TokenError) return c.text('This link is not valid, ask for a new one', 400)
  if (error instanceof ThrottleError) {
    return c.text('Too many attempts', 429, { 'Retry-After': String(error.retryAfter) })
  }
  if (isLuciaError(error)) return c.text('Wrong email or password', 400)
  throw error
})
