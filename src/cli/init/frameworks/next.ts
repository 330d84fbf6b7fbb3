import { capital, indent } from '../../printer.ts'
import { newFiles, type Parts, type Texts } from '../parts.ts'
import { importPath, nextRoot } from '../place.ts'
import type { Plan } from '../plan.ts'
import { forms, signInCode, signUpCode } from './sign-code.ts'

/**
 * What renews sessions, what pages and actions call, and their routes; undefined for an app that has
 * pages of the Pages Router alone.
 */
export async function nextFiles(parts: Parts): Promise<Plan | undefined> {
  const { files, dependencies } = parts.app
  const root = nextRoot(files)
  const has = (folder: string) => files.paths.some((path) => path.startsWith(`${root}${folder}/`))
  if (!has('app') && has('pages')) return undefined
  const [, version = '16'] = /(\d+)/.exec(dependencies['next'] ?? '') ?? []
  const name = Number(version) < 16 ? 'middleware' : 'proxy'
  const session = parts.authPath.replace(/[^/]+\.(\w+)$/, 'session.ts')
  return await newFiles(parts, {
    [`${root}${name}.ts`]: proxyFile(parts, name, root),
    [session]: sessionFile(parts, session),
    ...nextRoutes(parts, root, session),
  })
}

function proxyFile({ authPath, extension, ts }: Parts, name: string, root: string): string {
  const auth = importPath(`${root}${name}.ts`, authPath, extension)
  const runtime = name === 'middleware' ? "runtime: 'nodejs', " : ''
  return `import { withSession } from 'lucia-setup/fetch'
import { ${ts('type NextRequest, ')}NextResponse } from 'next/server'
import { setUp } from '${auth}'

/** Renews a session before its page is made: a page cannot send cookies. */
export function ${name}(request${ts(': NextRequest')}) {
  return withSession(request, setUp, () => NextResponse.next())
}

export const config = { ${runtime}matcher: '/((?!_next|.*\\\\..*).*)' }
`
}

function sessionFile({ authPath, extension }: Parts, path: string): string {
  return `import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { auth } from '${importPath(path, authPath, extension)}'

/** The session of a page, or null. It is read once, however many components ask for it. */
export const currentSession = cache(() =>
  auth.handleRequest('GET', { cookies, headers }).validate(),
)

/** The request of an action: Lucia asks where it came from before it knows a session. */
export function actionRequest() {
  return auth.handleRequest('POST', { cookies, headers })
}
`
}

/** A private page, as an example, and pages to sign up, in and out. */
function nextRoutes(parts: Parts, root: string, session: string): Texts {
  const { attribute, hasRoutes, extension } = parts
  const account = `${root}app/account/page.tsx`
  const current = `import { currentSession } from '${importPath(account, session, extension)}'`
  if (!hasRoutes || !attribute) return { [account]: examplePage(current, attribute ?? 'userId') }
  const actions = `${root}app/account/actions.ts`
  const page = (name: keyof typeof forms) => {
    const path = `${root}app/${name}/page.tsx`
    return { [path]: formPage(parts, name, attribute, importPath(path, actions, extension)) }
  }
  return {
    [account]: accountPage(current, attribute, extension),
    [actions]: actionsFile(parts, actions, session, attribute),
    ...page('sign-up'),
    ...page('sign-in'),
  }
}

function examplePage(currentSession: string, attribute: string): string {
  return `${currentSession}

export default async function Page() {
  const session = await currentSession()
  return <p>{session ? \`Signed in as \${session.user.${attribute}}\` : 'Sign in first'}</p>
}
`
}

function accountPage(currentSession: string, attribute: string, extension: string): string {
  return `import { redirect } from 'next/navigation'
${currentSession}
import { signOut } from './actions${extension}'

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

function formPage({ ts }: Parts, name: keyof typeof forms, attribute: string, actions: string) {
  const { action, title, other } = forms[name]
  const props = ts(`interface Props {
  searchParams: Promise<{ problem?: string }>
}

`)
  return `import { ${action} } from '${actions}'

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

function actionsFile(parts: Parts, path: string, session: string, attribute: string): string {
  const { authPath, extension, ts } = parts
  const form = ts(': FormData')
  const wordsOf = (page: keyof typeof forms) => ({
    attribute,
    auth: 'auth',
    begin: 'await actionRequest().setSession(await auth.createSession({ userId }))',
    refuse: (problem: string) => `fail('/${page}', '${problem}')`,
  })
  return `'use server'

import { isLuciaError, UniqueConstraintError } from 'lucia-setup/errors'
import { redirect } from 'next/navigation'
import { auth } from '${importPath(path, authPath, extension)}'
import { actionRequest } from '${importPath(path, session, extension)}'

export async function signUp(form${form}) {
  const { ${attribute}, password } = credentialsOf(form)
${indent(signUpCode(wordsOf('sign-up')))}
  redirect('/account')
}

export async function signIn(form${form}) {
  const { ${attribute}, password } = credentialsOf(form)
${indent(signInCode(wordsOf('sign-in')))}
  redirect('/account')
}

${signOutAndHelpers(parts, attribute)}`
}

function signOutAndHelpers({ ts }: Parts, attribute: string): string {
  return `export async function signOut() {
  const request = actionRequest()
  const session = await request.validate()
  if (session) {
    await auth.invalidateSession(session.sessionId)
    await request.setSession(null)
  }
  redirect('/sign-in')
}

function credentialsOf(form${ts(': FormData')}) {
  const text = (name${ts(': string')}) => String(form.get(name) ?? '')
  return { ${attribute}: text('${attribute}').trim().toLowerCase(), password: text('password') }
}

function fail(page${ts(': string')}, problem${ts(': string')})${ts(': never')} {
  redirect(\`\${page}?problem=\${encodeURIComponent(problem)}\`)
}
`
}
