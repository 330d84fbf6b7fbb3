import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Problems } from './credentials.ts'
import { Layout, Note } from './layout.tsx'

interface FormPageProps {
  title: string
  action: string
  button: string
  /** What is wrong with what was typed, by field. */
  problems?: Problems | undefined
  /** What has just happened: see `Note`. */
  note?: string | undefined
  /** Where a private page is. */
  path?: string
  /** What stands below the form. */
  aside?: Child
}

/** A page with one form. */
export function FormPage(props: PropsWithChildren<FormPageProps>) {
  const { title, action, button, problems = {}, note, path, aside, children } = props
  // Screen readers say a page's title first.
  const isWrong = Object.values(problems).some(Boolean)
  return (
    <Layout title={isWrong ? `Error: ${title}` : title} path={path}>
      <section class="card">
        <h1>{title}</h1>
        <Note of={note} />
        <form method="post" action={action} novalidate>
          {children}
          <button type="submit">{button}</button>
        </form>
        {aside && <p class="aside">{aside}</p>}
      </section>
    </Layout>
  )
}

interface FieldProps {
  name: string
  label: string
  /** How a browser or a password manager fills it in; also says which field is a password. */
  autocomplete: 'username' | 'email' | 'current-password' | 'new-password'
  hint?: string | undefined
  /** What is wrong with what was typed. */
  problem?: string | undefined
  value?: string | undefined
}

const types = { username: 'text', email: 'email', 'current-password': 'password' } as const

/** An input with its label, and with its hint and its problem beside it. */
export function Field({ name, label, autocomplete, hint, problem, value }: FieldProps) {
  const described = [problem && `${name}-problem`, hint && `${name}-hint`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={name}
        name={name}
        type={autocomplete === 'new-password' ? 'password' : types[autocomplete]}
        value={value}
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        required
        autofocus={Boolean(problem)}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={described || undefined}
      />
      {problem && (
        <p class="problem" id={`${name}-problem`}>
          {problem}
        </p>
      )}
    </div>
  )
}

interface NewPasswordProps {
  label?: string
  problem?: string | undefined
}

/** The field of a new password. */
export function NewPassword({ label = 'New password', problem }: NewPasswordProps) {
  return (
    <Field
      name="password"
      label={label}
      autocomplete="new-password"
      hint="8 characters or more. A few words in a row do well."
      problem={problem}
    />
  )
}
