import { Hono } from 'hono'
import { LuciaError } from 'lucia'
import { TokenError } from 'lucia-setup/tokens'
import { type Bindings, type Env, setUp } from './auth.ts'
import { passwordProblem, readForm } from './credentials.ts'
import { Field, FormPage, NewPassword } from './form.tsx'
import { MessagePage } from './layout.tsx'
import { sendMail } from './mail.ts'

/** A forgotten password. */
export const recovery = new Hono<Env>()

recovery.get('/forgot-password', (c) => c.html(<ForgotPage note={c.req.query('note')} />))

recovery.post('/forgot-password', async (c) => {
  const { username } = await readForm(c.req, 'username')
  // Not awaited: neither the answer nor its time tells who has an account.
  c.executionCtx.waitUntil(sendReset(c.env, username.trim().toLowerCase(), c.req.url))
  return c.redirect('/forgot-password?note=reset-sent', 303)
})

async function sendReset(bindings: Bindings, username: string, url: string): Promise<void> {
  const { auth, tokens } = setUp(bindings)
  try {
    const { userId } = await auth.getKey('username', username)
    const { email } = await auth.getUser(userId)
    if (!email) return
    const secret = await tokens.issue('reset', userId)
    const link = new URL(`/reset-password?token=${secret}`, url)
    const text = `Choose a new password for ${username} within an hour:\n${link}`
    await sendMail(bindings, { to: email, subject: 'A new password', text })
  } catch (error) {
    if (!(error instanceof LuciaError)) throw error
  }
}

// Opening a link changes nothing, since programs that read mail open links: its form does.
recovery.get('/reset-password', (c) => c.html(<ResetPage token={c.req.query('token')} />))

recovery.post('/reset-password', async (c) => {
  const { token, password } = await readForm(c.req, 'token', 'password')
  const problem = passwordProblem(password)
  if (problem) return c.html(<ResetPage token={token} problem={problem} />, 400)
  const { auth, tokens } = setUp(c.env)
  const { userId } = await tokens.redeem('reset', token)
  const { username } = await auth.getUser(userId)
  await auth.resetPassword({ providerId: 'username', providerUserId: username, password })
  return c.redirect('/sign-in?note=password-changed', 303)
})

recovery.onError((error, c) => {
  if (!(error instanceof TokenError)) throw error
  return c.html(
    <MessagePage title="This link works no more">
      It has been used, or it is too old. <a href="/forgot-password">Ask for a new one</a>
    </MessagePage>,
    400,
  )
})

function ForgotPage({ note }: { note?: string | undefined }) {
  return (
    <FormPage
      title="Forgot your password?"
      action="/forgot-password"
      button="Send a link"
      note={note}
      aside={<a href="/sign-in">Back to sign-in</a>}
    >
      <Field
        name="username"
        label="Username"
        autocomplete="username"
        hint="A link goes to the confirmed e-mail address of the account."
      />
    </FormPage>
  )
}

interface ResetProps {
  token?: string | undefined
  problem?: string
}

function ResetPage({ token, problem }: ResetProps) {
  return (
    <FormPage
      title="Choose a new password"
      action="/reset-password"
      button="Change password"
      problems={{ password: problem }}
      aside="You will be signed out on every device."
    >
      <input type="hidden" name="token" value={token} />
      <NewPassword problem={problem} />
    </FormPage>
  )
}
