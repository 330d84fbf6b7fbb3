'use client'

import { useActionState } from 'react'
import type { FormState } from '../lib/credentials'

interface AccountFormProps {
  action: (state: FormState, form: FormData) => Promise<FormState>
  button: string
  isNew?: boolean
}

/** A username and a password. It works before its JavaScript is there, and without it. */
export function AccountForm({ action, button, isNew = false }: AccountFormProps) {
  const [{ username, problems = {} }, submit, isPending] = useActionState(action, {})
  return (
    <form action={submit} noValidate>
      <Field
        name="username"
        label="Username"
        autoComplete="username"
        hint={
          isNew
            ? '3 to 31 letters, digits, underscores or hyphens. Stored in lower case.'
            : undefined
        }
        problem={problems.username}
        value={username}
      />
      <Field
        name="password"
        label="Password"
        autoComplete={isNew ? 'new-password' : 'current-password'}
        hint={isNew ? '8 characters or more. A few words in a row do well.' : undefined}
        problem={problems.password}
      />
      <button type="submit" disabled={isPending}>
        {button}
      </button>
    </form>
  )
}

interface FieldProps {
  name: string
  label: string
  /** How a browser or a password manager fills it in; also says which field is a password. */
  autoComplete: 'username' | 'current-password' | 'new-password'
  hint?: string | undefined
  /** What is wrong with what was typed. */
  problem?: string | undefined
  value?: string | undefined
}

/** An input with its label, and with its hint and its problem beside it. */
function Field({ name, label, autoComplete, hint, problem, value }: FieldProps) {
  const described = [problem && `${name}-problem`, hint && `${name}-hint`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={name}
        name={name}
        type={autoComplete === 'username' ? 'text' : 'password'}
        defaultValue={value}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        required
        aria-invalid={problem ? true : undefined}
        aria-describedby={described || undefined}
      />
      {problem && (
        <p className="problem" id={`${name}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}
