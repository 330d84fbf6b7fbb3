import { join } from 'node:path'
import { capital, indent } from '../../printer.ts'
import { textOfFile } from '../../project/project.ts'
import { newFiles, type Parts, type Texts } from '../parts.ts'
import { importPath } from '../place.ts'
import { type Plan, type PlanPart, planOf } from '../plan.ts'
import { forms, signInCode, signUpCode } from './sign-code.ts'

/** SvelteKit's hook, the types of `locals`, a private page, and pages to sign up, in and out. */
export async function svelteKitFiles(parts: Parts): Promise<Plan> {
  const texts = { 'src/hooks.server.ts': hooksFile(parts), ...svelteKitRoutes(parts) }
  const files = await newFiles(parts, texts)
  if (parts.language === 'js') return files
  return planOf(files, await appTypes(parts))
}

/** How a file in `src` names that with Lucia: there may be no `$lib` yet. */
function authModule({ authPath, extension }: Parts): string {
  return importPath('src/app.ts', authPath, extension)
}

function hooksFile(parts: Parts): string {
  const { runsOn, ts } = parts
  const isWorker = runsOn === 'workers'
  const name = isWorker ? 'setUpAuth' : 'setUp'
  const kit = ts(`import type { Handle${isWorker ? ', RequestEvent' : ''} } from '@sveltejs/kit'\n`)
  const hook = isWorker
    ? `sessionHandle(({ platform }${ts(': RequestEvent')}) => {
  if (!platform) throw new Error('There is no database while pages are prerendered')
  return setUpAuth(platform.env)
})`
    : 'sessionHandle(() => setUp)'
  return `${kit}import { sessionHandle } from 'lucia-setup/sveltekit'
import { ${name} } from '${authModule(parts)}'

/** Sets \`locals.session\`, \`locals.auth\`, \`locals.authRequest\` and \`locals.db\` for each request. */
export const handle${ts(': Handle')} = ${hook}
`
}

/** The types of `locals` in `src/app.d.ts`, in place of the lines that a new app has there. */
async function appTypes(parts: Parts): Promise<PlanPart> {
  const path = 'src/app.d.ts'
  const before = await textOfFile(join(parts.app.folder, path))
  const isWorker = parts.runsOn === 'workers'
  const names = isWorker ? 'AuthBindings, setUpAuth' : 'setUp'
  const imports = `import type { SessionLocals } from 'lucia-setup/sveltekit'
import type { ${names} } from '${authModule(parts)}'
`
  const factory = isWorker ? 'typeof setUpAuth' : '() => typeof setUp'
  const locals = `interface Locals extends SessionLocals<${factory}> {}`
  const platform = 'interface Platform {\n      env: AuthBindings\n    }'
  const wanted = isWorker ? `${locals}\n    ${platform}` : locals
  if (before === undefined) {
    const after = `${imports}\ndeclare global {\n  namespace App {\n    ${wanted}\n  }\n}\n`
    return { changes: [{ path, before, after }] }
  }
  const emptyLocals = /\/\/ ?interface Locals \{\}|interface Locals \{\s*\}/
  const emptyPlatform = /\/\/ ?interface Platform \{\}|interface Platform \{\s*\}/
  if (!emptyLocals.test(before) || (isWorker && !emptyPlatform.test(before))) {
    return { notes: [`In ${path}, declare in namespace App:\n    ${wanted}\nwith\n${imports}`] }
  }
  const after = `${imports}\n${before.replace(emptyLocals, locals)}`
  return {
    changes: [{ path, before, after: isWorker ? after.replace(emptyPlatform, platform) : after }],
  }
}

/** A private page, as an example, and pages to sign up, in and out. */
function svelteKitRoutes(parts: Parts): Texts {
  const { attribute, hasRoutes } = parts
  if (!hasRoutes || !attribute) return accountFiles(parts)
  const page = (name: keyof typeof forms) => ({
    [`src/routes/${name}/+page.server.ts`]: actionFile(parts, name, attribute),
    [`src/routes/${name}/+page.svelte`]: formPage(parts, name, attribute),
  })
  return {
    ...accountFiles(parts),
    ...page('sign-up'),
    ...page('sign-in'),
    'src/routes/sign-out/+page.server.ts': signOutFile(parts),
  }
}

/** How a page of Svelte takes what its server gives: Svelte 4 has no runes. */
function props({ app, ts }: Parts, name: string): string {
  const isOld = /^\D*[34]\b/.test(app.dependencies['svelte'] ?? '')
  const declared = isOld ? `export let ${name}` : `const { ${name} } = $props()`
  return `<script${ts(' lang="ts"')}>\n  ${declared}\n</script>`
}

function accountFiles(parts: Parts): Texts {
  const { attribute: name = 'userId', hasRoutes, ts } = parts
  const isIn = hasRoutes && parts.attribute
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

function formPage(parts: Parts, name: keyof typeof forms, attribute: string): string {
  const { title, other } = forms[name]
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

/** What a form is sent to. */
function actionFile({ ts }: Parts, name: keyof typeof forms, attribute: string): string {
  const words = {
    attribute,
    auth: 'auth',
    begin: 'authRequest.setSession(await auth.createSession({ userId }))',
    refuse: (problem: string, status: number) =>
      `return fail(${status}, { ${attribute}, problem: '${problem}' })`,
  }
  const code = name === 'sign-up' ? signUpCode(words) : signInCode(words)
  const unique = name === 'sign-up' ? ', UniqueConstraintError' : ''
  return `import { fail, ${ts('type RequestEvent, ')}redirect } from '@sveltejs/kit'
import { isLuciaError${unique} } from 'lucia-setup/errors'

export const actions = {
  async default({ request, locals: { auth, authRequest } }${ts(': RequestEvent')}) {
    const form = await request.formData()
    const ${attribute} = String(form.get('${attribute}') ?? '')
      .trim()
      .toLowerCase()
    const password = String(form.get('password') ?? '')
${indent(indent(code).split('\n'))}
    redirect(303, '/account')
  },
}
`
}

function signOutFile({ ts }: Parts): string {
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
