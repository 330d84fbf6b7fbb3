import type { Problems } from './credentials.ts'
import { Field, FormPage, NewPassword } from './form.tsx'

const back = <a href="/profile">Back to your profile</a>

function CurrentPassword({ problem }: { problem?: string | undefined }) {
  return (
    <Field
      name="current"
      label="Current password"
      autocomplete="current-password"
      problem={problem}
    />
  )
}

export function PasswordPage({ problems = {} }: { problems?: Problems }) {
  return (
    <FormPage
      title="Change your password"
      action="/password"
      button="Change password"
      path="/password"
      problems={problems}
      aside={back}
    >
      <CurrentPassword problem={problems.current} />
      <NewPassword problem={problems.password} />
    </FormPage>
  )
}

interface EmailProps {
  /** The address as it was typed. */
  email?: string
  problems?: Problems
}

export function EmailPage({ email, problems = {} }: EmailProps) {
  return (
    <FormPage
      title="Your e-mail address"
      action="/email"
      button="Send a link"
      path="/email"
      problems={problems}
      aside={back}
    >
      <Field
        name="email"
        label="E-mail address"
        autocomplete="email"
        hint="It is yours once you have opened the link that we send."
        problem={problems.email}
        value={email}
      />
      <CurrentPassword problem={problems.current} />
    </FormPage>
  )
}

export function ConfirmPage({ token }: { token?: string | undefined }) {
  return (
    <FormPage
      title="Is this your address?"
      action="/confirm-email"
      button="Yes, confirm it"
      aside="If you did not ask for this mail, close this page."
    >
      <input type="hidden" name="token" value={token} />
    </FormPage>
  )
}
