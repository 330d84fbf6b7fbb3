import type { Problems } from './credentials.ts'
import { Field } from './form.tsx'
import { Layout } from './layout.tsx'

interface FormPageProps {
  /** The username as it was typed. The password is never sent back. */
  username?: string
  problems?: Problems
}

export function SignUpPage({ username, problems = {} }: FormPageProps) {
  return (
    <Layout title={titleOf('Create an account', problems)}>
      <section class="card">
        <h1>Create an account</h1>
        <form method="post" action="/sign-up" novalidate>
          <Field
            name="username"
            label="Username"
            autocomplete="username"
            hint="3 to 31 letters, digits, underscores or hyphens. Stored in lower case."
            problem={problems.username}
            value={username}
          />
          <Field
            name="password"
            label="Password"
            autocomplete="new-password"
            hint="8 characters or more. A few words in a row do well."
            problem={problems.password}
          />
          <button type="submit">Create account</button>
        </form>
        <p class="aside">
          Have an account? <a href="/sign-in">Sign in</a>
        </p>
      </section>
    </Layout>
  )
}

const notes = new Map([
  ['signed-out', 'You are signed out.'],
  ['signed-out-everywhere', 'You are signed out on every device.'],
])

export function SignInPage({ username, problems = {}, note }: FormPageProps & { note?: string }) {
  const said = note && notes.get(note)
  return (
    <Layout title={titleOf('Sign in', problems)}>
      <section class="card">
        <h1>Sign in</h1>
        {said && (
          <p class="note" role="status">
            {said}
          </p>
        )}
        <form method="post" action="/sign-in" novalidate>
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
          <button type="submit">Sign in</button>
        </form>
        <p class="aside">
          New here? <a href="/sign-up">Create an account</a>
        </p>
      </section>
    </Layout>
  )
}

/** Screen readers say a page's title first. */
function titleOf(title: string, problems: Problems): string {
  return problems.username || problems.password ? `Error: ${title}` : title
}
