import type { HonoRequest } from 'hono'

/** What is wrong with a form, by the field that it is about. */
export interface Problems {
  username?: string | undefined
  password?: string | undefined
  /** The password so far, where a new one or an address is given. */
  current?: string | undefined
  email?: string | undefined
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
export const wrongCredentials = 'Wrong username or password.'

/** Reads a form. A field that is missing, or a body that is no form, reads as empty. */
export async function readForm<Name extends string>(
  request: HonoRequest,
  ...names: Name[]
): Promise<Record<Name, string>> {
  const form = await request.parseBody().catch((): Record<string, unknown> => ({}))
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return Object.fromEntries(names.map((name) => [name, text(form[name])])) as Record<Name, string>
}

/** Reads a username and a password. */
export async function readCredentials(request: HonoRequest): Promise<Credentials> {
  const { username, password } = await readForm(request, 'username', 'password')
  const typed = username.trim()
  return { typed, username: typed.toLowerCase(), password }
}

/** What keeps credentials from being those of a new account, before any hash is made. */
export function newAccountProblems({ username, password }: Credentials): Problems | undefined {
  const problems: Problems = {}
  if (username === '') problems.username = 'Choose a username.'
  else if (username.length < 3) problems.username = 'Use 3 characters or more.'
  else if (username.length > 31) problems.username = 'Use 31 characters or fewer.'
  else if (!isUsername(username)) {
    problems.username = 'Use only letters from a to z, digits, underscores and hyphens.'
  }
  problems.password = passwordProblem(password)
  return problems.username || problems.password ? problems : undefined
}

/** What keeps credentials from being tried. */
export function signInProblems({ username, password }: Credentials): Problems | undefined {
  if (username === '' || password === '') {
    return {
      username: username === '' ? 'Enter your username.' : undefined,
      password: password === '' ? 'Enter your password.' : undefined,
    }
  }
  if (isUsername(username) && password.length <= 255) return undefined
  return { password: wrongCredentials }
}

/** What is wrong with a new password. */
export function passwordProblem(password: string): string | undefined {
  if (password === '') return 'Choose a password.'
  if (password.length < 8) return 'Use 8 characters or more.'
  if (password.length > 255) return 'Use 255 characters or fewer.'
}

/** What is wrong with an address. Whether it is somebody's, only a mail can tell. */
export function emailProblem(email: string): string | undefined {
  if (email === '') return 'Enter your e-mail address.'
  if (email.length > 254 || !/^[^\s\p{C}@]+@[^\s\p{C}@]+$/u.test(email)) {
    return 'This is not an e-mail address.'
  }
}

function isUsername(username: string): boolean {
  return /^[a-z0-9_-]{3,31}$/.test(username)
}
