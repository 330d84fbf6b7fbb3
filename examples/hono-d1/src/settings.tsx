import { Hono } from 'hono'
import { requireSession } from 'lucia-setup/hono'
import { TokenError } from 'lucia-setup/tokens'
import { attempt, refusal } from './attempts.ts'
import { type Env, setUp } from './auth.ts'
import { emailProblem, passwordProblem, readForm } from './credentials.ts'
import { MessagePage } from './layout.tsx'
import { sendMail } from './mail.ts'
import { ConfirmPage, EmailPage, PasswordPage } from './settings-pages.tsx'

/** An e-mail address, once it is confirmed, and another password. */
export const settings = new Hono<Env>()

const wrongPassword = 'This is not your password.'

settings.get('/password', requireSession(), (c) => c.html(<PasswordPage />))

settings.post('/password', requireSession(), async (c) => {
  const { current, password } = await readForm(c.req, 'current', 'password')
  const problem = passwordProblem(password)
  if (problem) return c.html(<PasswordPage problems={{ password: problem }} />, 400)
  const { auth, session } = c.var
  const { username } = session.user
  const key = { providerId: 'username', providerUserId: username }
  try {
    // The sessions of all other browsers are over.
    await attempt(c, username, () =>
      auth.changePassword({ ...key, current, password, keep: session.sessionId }),
    )
    return c.redirect('/profile?note=password-changed', 303)
  } catch (error) {
    const refused = refusal(c, error, wrongPassword)
    return c.html(<PasswordPage problems={{ current: refused.problem }} />, refused.status)
  }
})

settings.get('/email', requireSession(), (c) => c.html(<EmailPage />))

settings.post('/email', requireSession(), async (c) => {
  const { email, current } = await readForm(c.req, 'email', 'current')
  const problem = emailProblem(email.trim())
  if (problem) return c.html(<EmailPage email={email} problems={{ email: problem }} />, 400)
  const { userId, username } = c.var.session.user
  try {
    await attempt(c, username, () => c.var.auth.useKey('username', username, current))
  } catch (error) {
    const refused = refusal(c, error, wrongPassword)
    const problems = { current: refused.problem }
    return c.html(<EmailPage email={email} problems={problems} />, refused.status)
  }
  const to = email.trim()
  const secret = await setUp(c.env).tokens.issue('confirm', userId, { attributes: { email: to } })
  const link = new URL(`/confirm-email?token=${secret}`, c.req.url)
  const text = `Confirm that this is the address of ${username} within a day:\n${link}`
  await sendMail(c.env, { to, subject: 'Your e-mail address', text })
  return c.redirect('/profile?note=mail-sent', 303)
})

// Opening a link changes nothing, since programs that read mail open links: its form does.
settings.get('/confirm-email', (c) => c.html(<ConfirmPage token={c.req.query('token')} />))

settings.post('/confirm-email', async (c) => {
  const { auth, tokens } = setUp(c.env)
  const { token } = await readForm(c.req, 'token')
  const { userId, attributes } = await tokens.redeem('confirm', token)
  await auth.updateUserAttributes(userId, { email: attributes.email })
  return c.redirect(`${c.var.session ? '/profile' : '/sign-in'}?note=email-confirmed`, 303)
})

settings.onError((error, c) => {
  if (!(error instanceof TokenError)) throw error
  return c.html(
    <MessagePage title="This link works no more">
      It has been used, or it is too old. <a href="/email">Ask for a new one</a>
    </MessagePage>,
    400,
  )
})
