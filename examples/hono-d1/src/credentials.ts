import type { HonoRequest } from 'hono'

/** What is wrong with a form, by the field that it is about. */
export interface Problems {
  username?: string
  password?: string
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

/** For a name or an address that has failed too often. */
export function haveToWait(seconds: number): Problems {
  const time = seconds < 60 ? 'a minute' : `${Math.ceil(seconds / 60)} minutes`
  return { password: `Too many attempts. Please try again in ${time}.` }
}

/** Reads the form. A field that is missing, or a body that is no form, reads as empty. */
export async function readCredentials(request: HonoRequest): Promise<Credentials> {
  const form = await request.parseBody().catch((): Record<string, unknown> => ({}))
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const typed = text(form.username).trim()
  return { typed, username: typed.toLowerCase(), password: text(form.password) }
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
  if (password === '') problems.password = 'Choose a password.'
  else if (password.length < 8) problems.password = 'Use 8 characters or more.'
  else if (password.length > 255) problems.password = 'Use 255 characters or fewer.'
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
  return isUsername(username) && password.length <= 255 ? undefined : wrongCredentials
}

function isUsername(username: string): boolean {
  return /^[a-z0-9_-]{3,31}$/.test(username)
}
