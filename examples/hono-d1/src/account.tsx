import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { LuciaError } from 'lucia'
import { clientAttributes } from 'lucia-setup/client'
import { UniqueConstraintError } from 'lucia-setup/errors'
import { requireSession } from 'lucia-setup/hono'
import { SignInPage, SignUpPage } from './account-pages.tsx'
import { attempt, refusal } from './attempts.ts'
import type { Env } from './auth.ts'
import {
  newAccountProblems,
  readCredentials,
  signInProblems,
  usernameTaken,
  wrongCredentials,
} from './credentials.ts'

/** Sign up, sign in, sign out. */
export const account = new Hono<Env>()

const guestsOnly: MiddlewareHandler<Env> = async (c, next) => {
  if (c.var.session) return c.redirect('/profile', 303)
  await next()
}

account.get('/sign-up', guestsOnly, (c) => c.html(<SignUpPage />))

account.post('/sign-up', guestsOnly, async (c) => {
  const credentials = await readCredentials(c.req)
  const { typed, username, password } = credentials
  const problems = newAccountProblems(credentials)
  if (problems) return c.html(<SignUpPage username={typed} problems={problems} />, 400)
  try {
    const { userId } = await c.var.auth.createUser({
      key: { providerId: 'username', providerUserId: username, password },
      attributes: { username, createdAt: new Date() },
    })
    return await startSession(c, userId)
  } catch (error) {
    if (!isTaken(error)) throw error
    return c.html(<SignUpPage username={typed} problems={usernameTaken} />, 409)
  }
})

account.get('/sign-in', guestsOnly, (c) => c.html(<SignInPage note={c.req.query('note')} />))

account.post('/sign-in', guestsOnly, async (c) => {
  const credentials = await readCredentials(c.req)
  const { typed, username, password } = credentials
  const problems = signInProblems(credentials)
  if (problems) return c.html(<SignInPage username={typed} problems={problems} />, 400)
  try {
    const { userId } = await attempt(c, username, () =>
      c.var.auth.useKey('username', username, password),
    )
    return await startSession(c, userId)
  } catch (error) {
    const { problem, status } = refusal(c, error, wrongCredentials)
    return c.html(<SignInPage username={typed} problems={{ password: problem }} />, status)
  }
})

account.post('/sign-out', requireSession(), async (c) => {
  await c.var.auth.invalidateSession(c.var.session.sessionId)
  c.var.authRequest.setSession(null)
  return c.redirect('/sign-in?note=signed-out', 303)
})

account.post('/sign-out-everywhere', requireSession(), async (c) => {
  await c.var.auth.invalidateAllUserSessions(c.var.session.user.userId)
  c.var.authRequest.setSession(null)
  return c.redirect('/sign-in?note=signed-out-everywhere', 303)
})

async function startSession(c: Context<Env>, userId: string) {
  const client = await clientAttributes(c.req.raw, { key: c.env.ADDRESS_KEY })
  const attributes = { createdAt: new Date(), ...client }
  const session = await c.var.auth.createSession({ userId, attributes })
  c.var.authRequest.setSession(session)
  return c.redirect('/profile', 303)
}

/** The name is taken as a user's attribute or as a key, whichever the database sees first. */
function isTaken(error: unknown): boolean {
  if (error instanceof LuciaError) return error.message === 'AUTH_DUPLICATE_KEY_ID'
  return error instanceof UniqueConstraintError && error.columns.includes('username')
}
