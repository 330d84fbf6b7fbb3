interface FieldProps {
  name: string
  label: string
  /** How a browser or a password manager fills it in; also says which field is a password. */
  autocomplete: 'username' | 'current-password' | 'new-password'
  hint?: string | undefined
  /** What is wrong with what was typed. */
  problem?: string | undefined
  value?: string | undefined
}

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
        type={autocomplete === 'username' ? 'text' : 'password'}
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
