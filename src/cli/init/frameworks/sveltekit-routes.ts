/** A private page, as an example, and pages to sign up, in and out. */
export function svelteKitRoutes(parts: FrameworkParts): Texts {
  const { answers, hasRoutes } = parts
  const account = accountFiles(parts)
  const { attribute } = answers
  if (!hasRoutes || !attribute) return account
  const page = (name: string, title: string, other: string) => ({
    [`src/routes/${name}/+page.svelte`]: formPage(parts, attribute, title, other),
  })
  return {
    ...account,
    'src/routes/sign-up/+page.server.ts': signUpFile(parts, attribute),
    ...page('sign-up', 'Sign up', '<a href="/sign-in">Sign in</a>'),
    'src/routes/sign-in/+page.server.ts': signInFile(parts, attribute),
    ...page('sign-in', 'Sign in', '<a href="/sign-up">Sign up</a>'),
    'src/routes/sign-out/+page.server.ts': signOutFile(parts),
  }
}

import type { FrameworkParts, Texts } from './parts.ts'

/** How a page of Svelte takes what its server gives: Svelte 4 has no runes. */
function props({ place, ts }: FrameworkParts, name: string): string {
  const version = place.app.dependencies['svelte'] ?? ''
  const declared = /^\D*[34]\b/.test(version)
    ? `export let ${name}`
    : `const { ${name} } = $props()`
  return `<script${ts(' lang="ts"')}>\n  ${declared}\n</script>`
}

function accountFiles(parts: FrameworkParts): Texts {
  const { answers, hasRoutes, ts } = parts
  const name = answers.attribute ?? 'userId'
  const isIn = hasRoutes && answers.attribute
  const refusal = isIn ? "redirect(303, '/sign-in')" : "error(401, 'Sign in first')"
  const out = '\n<form method="post" action="/sign-out"><button>Sign out</button></form>'
  return {
    'src/routes/account/+page.server.ts': `import { ${isIn ? `${ts('type RequestEvent, ')}redirect` : `error${ts(', type RequestEvent')}`} } from '@sveltejs/kit'
import { requireSession } from 'lucia-setup/sveltekit'

export const load = ({ locals }${ts(': RequestEvent')}) => {
  const { user } = requireSession(locals, () => ${refusal})
  return { ${name}: user.${name} }
}
`,
    'src/routes/account/+page.svelte': `${props(parts, 'data')}

<p>Signed in as {data.${name}}</p>${isIn ? out : ''}
`,
  }
}

function formPage(parts: FrameworkParts, attribute: string, title: string, other: string): string {
  const type = attribute === 'email' ? ' type="email"' : ''
  return `${props(parts, 'form')}

<h1>${title}</h1>
{#if form?.problem}<p role="alert">{form.problem}</p>{/if}
<form method="post">
  <label>${capital(attribute)} <input name="${attribute}"${type} value={form?.${attribute} ?? ''} required /></label>
  <label>Password <input name="password" type="password" required /></label>
  <button>${title}</button>
</form>
<p>${other}</p>
`
}

/** The fields of a form, as texts. */
function fields(attribute: string): string {
  return `    const form = await request.formData()
    const ${attribute} = String(form.get('${attribute}') ?? '')
      .trim()
      .toLowerCase()
    const password = String(form.get('password') ?? '')`
}

const startSession = `      authRequest.setSession(await auth.createSession({ userId }))`

function signUpFile({ ts }: FrameworkParts, attribute: string): string {
  return `import { fail, ${ts('type RequestEvent, ')}redirect } from '@sveltejs/kit'
import { isLuciaError, UniqueConstraintError } from 'lucia-setup/errors'

export const actions = {
  async default({ request, locals: { auth, authRequest } }${ts(': RequestEvent')}) {
${fields(attribute)}
    if (!${attribute}) return fail(400, { ${attribute}, problem: 'Give your ${attribute}.' })
    if (password.length < 8 || password.length > 255) {
      return fail(400, { ${attribute}, problem: 'A password has 8 to 255 characters.' })
    }
    try {
      const key = { providerId: '${attribute}', providerUserId: ${attribute}, password }
      const { userId } = await auth.createUser({ key, attributes: { ${attribute} } })
${startSession}
    } catch (error) {
      const isTaken =
        error instanceof UniqueConstraintError || isLuciaError(error, 'AUTH_DUPLICATE_KEY_ID')
      if (!isTaken) throw error
      return fail(409, { ${attribute}, problem: 'This ${attribute} is taken.' })
    }
    redirect(303, '/account')
  },
}
`
}

function signInFile({ ts }: FrameworkParts, attribute: string): string {
  return `import { fail, ${ts('type RequestEvent, ')}redirect } from '@sveltejs/kit'
import { isLuciaError } from 'lucia-setup/errors'

export const actions = {
  async default({ request, locals: { auth, authRequest } }${ts(': RequestEvent')}) {
${fields(attribute)}
    try {
      const { userId } = await auth.useKey('${attribute}', ${attribute}, password)
${startSession}
    } catch (error) {
      if (!isLuciaError(error)) throw error
      return fail(400, { ${attribute}, problem: 'Wrong ${attribute} or password.' })
    }
    redirect(303, '/account')
  },
}
`
}

function signOutFile({ ts }: FrameworkParts): string {
  return `import { ${ts('type RequestEvent, ')}redirect } from '@sveltejs/kit'
import { requireSession } from 'lucia-setup/sveltekit'

export const actions = {
  async default({ locals }${ts(': RequestEvent')}) {
    const { sessionId } = requireSession(locals, () => redirect(303, '/sign-in'))
    await locals.auth.invalidateSession(sessionId)
    locals.authRequest.setSession(null)
    redirect(303, '/sign-in')
  },
}
`
}

/** A word at the beginning of a line. */
export function capital(word: string): string {
  return `${word[0]?.toUpperCase()}${word.slice(1)}`
}
