import { importPath } from '../imports.ts'
import type { FrameworkParts, Texts } from './parts.ts'
import { capital } from './sveltekit-routes.ts'

/** A private page, as an example, and pages to sign up, in and out. */
export function nextRoutes(parts: FrameworkParts, root: string, session: string): Texts {
  const { answers, hasRoutes } = parts
  const account = `${root}app/account/page.tsx`
  const { attribute } = answers
  if (!hasRoutes || !attribute) return { [account]: accountPage(parts, account, session) }
  const actions = `${root}app/account/actions.ts`
  const page = (folder: string, action: string, title: string, other: string) => {
    const path = `${root}app/${folder}/page.tsx`
    return { [path]: formPage(parts, path, { actions, action, attribute, title, other }) }
  }
  return {
    [account]: accountPage(parts, account, session, attribute),
    [actions]: actionsFile(parts, actions, session, attribute),
    ...page('sign-up', 'signUp', 'Sign up', '<a href="/sign-in">Sign in</a>'),
    ...page('sign-in', 'signIn', 'Sign in', '<a href="/sign-up">Sign up</a>'),
  }
}

function accountPage(
  { answers, place }: FrameworkParts,
  path: string,
  session: string,
  attribute?: string,
): string {
  const currentSession = `import { currentSession } from '${importPath(path, session, place.extension)}'`
  if (!attribute) {
    const name = answers.attribute ?? 'userId'
    return `${currentSession}

export default async function Page() {
  const session = await currentSession()
  return <p>{session ? \`Signed in as \${session.user.${name}}\` : 'Sign in first'}</p>
}
`
  }
  return `import { redirect } from 'next/navigation'
${currentSession}
import { signOut } from './actions${place.extension}'

export default async function Page() {
  const session = (await currentSession()) ?? redirect('/sign-in')
  return (
    <form action={signOut}>
      <p>Signed in as {session.user.${attribute}}</p>
      <button type="submit">Sign out</button>
    </form>
  )
}
`
}

interface Form {
  actions: string
  action: string
  attribute: string
  title: string
  other: string
}

function formPage(
  { place, ts }: FrameworkParts,
  path: string,
  { actions, action, attribute, title, other }: Form,
): string {
  const props = ts(`interface Props {
  searchParams: Promise<{ problem?: string }>
}

`)
  return `import { ${action} } from '${importPath(path, actions, place.extension)}'

${props}export default async function Page({ searchParams }${ts(': Props')}) {
  const { problem } = await searchParams
  return (
    <form action={${action}}>
      <h1>${title}</h1>
      {problem && <p role="alert">{problem}</p>}
      <label>
        ${capital(attribute)} <input name="${attribute}" required />
      </label>
      <label>
        Password <input name="password" type="password" required />
      </label>
      <button type="submit">${title}</button>
      <p>
        ${other}
      </p>
    </form>
  )
}
`
}

function actionsFile(
  { authPath, place, ts }: FrameworkParts,
  path: string,
  session: string,
  attribute: string,
): string {
  const form = ts(': FormData')
  return `'use server'

import { isLuciaError, UniqueConstraintError } from 'lucia-setup/errors'
import { redirect } from 'next/navigation'
import { auth } from '${importPath(path, authPath, place.extension)}'
import { actionRequest } from '${importPath(path, session, place.extension)}'

export async function signUp(form${form}) {
  const { ${attribute}, password } = credentialsOf(form)
  if (!${attribute}) fail('/sign-up', 'Give your ${attribute}.')
  if (password.length < 8 || password.length > 255) {
    fail('/sign-up', 'A password has 8 to 255 characters.')
  }
  try {
    const key = { providerId: '${attribute}', providerUserId: ${attribute}, password }
    const { userId } = await auth.createUser({ key, attributes: { ${attribute} } })
    await actionRequest().setSession(await auth.createSession({ userId }))
  } catch (error) {
    const isTaken =
      error instanceof UniqueConstraintError || isLuciaError(error, 'AUTH_DUPLICATE_KEY_ID')
    if (!isTaken) throw error
    fail('/sign-up', 'This ${attribute} is taken.')
  }
  redirect('/account')
}

export async function signIn(form${form}) {
  const { ${attribute}, password } = credentialsOf(form)
  try {
    const { userId } = await auth.useKey('${attribute}', ${attribute}, password)
    await actionRequest().setSession(await auth.createSession({ userId }))
  } catch (error) {
    if (!isLuciaError(error)) throw error
    fail('/sign-in', 'Wrong ${attribute} or password.')
  }
  redirect('/account')
}

export async function signOut() {
  const request = actionRequest()
  const session = await request.validate()
  if (session) {
    await auth.invalidateSession(session.sessionId)
    await request.setSession(null)
  }
  redirect('/sign-in')
}

function credentialsOf(form${form}) {
  const text = (name${ts(': string')}) => String(form.get(name) ?? '')
  return { ${attribute}: text('${attribute}').trim().toLowerCase(), password: text('password') }
}

function fail(page${ts(': string')}, problem${ts(': string')})${ts(': never')} {
  redirect(\`\${page}?problem=\${encodeURIComponent(problem)}\`)
}
`
}
