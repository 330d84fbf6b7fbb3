/** What is wrong with a form, by the field that it is about. */
export interface Problems {
  username?: string | undefined
  password?: string | undefined
}

/** What a form shows when it comes back. The password is never sent back. */
export interface FormState {
  username?: string
  problems?: Problems
}

interface Credentials {
  /** What was typed, for the form when it comes back. */
  typed: string
  /** Upper and lower case are the same name. */
  username: string
  password: string
}

export const usernameTaken: Problems = {
  username: 'This username is taken. Please choose another.',
}

/** The same for a wrong password and an unknown name, so that nobody learns who has an account. */
export const wrongCredentials: Problems = {
  password: 'Wrong username or password.',
}

/** Reads the form. A field that is missing reads as empty. */
export function readCredentials(form: FormData): Credentials {
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const typed = text(form.get('username')).trim()
  return { typed, username: typed.toLowerCase(), password: text(form.get('password')) }
}

/** What keeps credentials from being those of a new account, before any hash is made. */
export function newAccountProblems({ username, password }: Credentials): Problems | undefined {
  const problems: Problems = {}
  if (!/^[a-z0-9_-]{3,31}$/.test(username)) {
    problems.username = 'Use 3 to 31 letters from a to z, digits, underscores or hyphens.'
  }
  if (password.length < 8) problems.password = 'Use 8 characters or more.'
  if (password.length > 255) problems.password = 'Use 255 characters or fewer.'
  return problems.username || problems.password ? problems : undefined
}
