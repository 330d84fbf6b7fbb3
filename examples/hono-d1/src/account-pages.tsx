import type { Problems } from './credentials.ts'
import { Field, FormPage, NewPassword } from './form.tsx'

interface PageProps {
  /** The username as it was typed. The password is never sent back. */
  username?: string
  problems?: Problems
}

export function SignUpPage({ username, problems = {} }: PageProps) {
  const aside = (
    <>
      Have an account? <a href="/sign-in">Sign in</a>
    </>
  )
  return (
    <FormPage
      title="Create an account"
      action="/sign-up"
      button="Create account"
      problems={problems}
      aside={aside}
    >
      <Field
        name="username"
        label="Username"
        autocomplete="username"
        hint="3 to 31 letters, digits, underscores or hyphens. Stored in lower case."
        problem={problems.username}
        value={username}
      />
      <NewPassword label="Password" problem={problems.password} />
    </FormPage>
  )
}

export function SignInPage({ username, problems = {}, note }: PageProps & { note?: string }) {
  const aside = (
    <>
      <a href="/forgot-password">Forgot your password?</a>
      <br />
      New here? <a href="/sign-up">Create an account</a>
    </>
  )
  return (
    <FormPage
      title="Sign in"
      action="/sign-in"
      button="Sign in"
      problems={problems}
      note={note}
      aside={aside}
    >
      <Field
        name="username"
        label="Username"
        autocomplete="username"
        problem={problems.username}
        value={username}
      />
      <Field
        name="password"
        label="Password"
        autocomplete="current-password"
        problem={problems.password}
      />
    </FormPage>
  )
}
