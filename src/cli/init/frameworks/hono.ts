import { posix } from 'node:path'
import { indent } from '../../printer.ts'
import { newFiles, type Parts } from '../parts.ts'
import { entryOf, importPath } from '../place.ts'
import type { Plan } from '../plan.ts'
import { signInCode, signUpCode } from './sign-code.ts'

/** Routes of Hono's to sign up, in and out, with JSON, and one that is private. */
export async function honoFiles(parts: Parts, attribute: string): Promise<Plan> {
  const { app, authPath, ending, extension } = parts
  const path = posix.join(posix.dirname(authPath), `accounts.${ending}`)
  const files = await newFiles(parts, { [path]: accountsFile(parts, path, attribute) })
  const own = importPath(entryOf(app), path, extension)
  return { ...files, use: [`import { accounts } from '${own}'`, "app.route('/', accounts)"] }
}

function accountsFile({ authPath, extension, ts }: Parts, path: string, attribute: string) {
  const auth = importPath(path, authPath, extension)
  return `import { ${ts('type Context, ')}Hono } from 'hono'
import { isLuciaError, UniqueConstraintError } from 'lucia-setup/errors'
import { requireSession } from 'lucia-setup/hono'
${ts(`import type { AuthEnv } from '${auth}'\n`)}
/** Sign up, sign in, sign out, with JSON: \`{ "${attribute}": "...", "password": "..." }\`. */
export const accounts = new Hono${ts('<AuthEnv>')}()

accounts.use(async (c, next) => {
  if (!c.var.auth.isTrustedRequest(c.req.raw)) return c.text('Not from this site', 403)
  return await next()
})

${signRoutes(attribute)}

accounts.post('/sign-out', requireSession(), async (c) => {
  await c.var.auth.invalidateSession(c.var.session.sessionId)
  c.var.authRequest.setSession(null)
  return c.body(null, 204)
})

accounts.get('/account', requireSession(), (c) => c.json(c.var.session.user))

async function signIn(c${ts(': Context<AuthEnv>')}, userId${ts(': string')}) {
  const session = await c.var.auth.createSession({ userId })
  c.var.authRequest.setSession(session)
  return c.json(session.user)
}

async function credentialsOf(c${ts(': Context<AuthEnv>')}) {
  const body = await c.req.json${ts('<Record<string, unknown> | null>')}().catch(() => null)
  const text = (value${ts(': unknown')}) => (typeof value === 'string' ? value : '')
  return { ${attribute}: text(body?.${attribute}).trim().toLowerCase(), password: text(body?.password) }
}
`
}

function signRoutes(attribute: string): string {
  const words = {
    attribute,
    auth: 'c.var.auth',
    begin: 'return await signIn(c, userId)',
    refuse: (problem: string, status: number) => `return c.text('${problem}', ${status})`,
  }
  return `accounts.post('/sign-up', async (c) => {
  const { ${attribute}, password } = await credentialsOf(c)
${indent(signUpCode(words))}
})

accounts.post('/sign-in', async (c) => {
  const { ${attribute}, password } = await credentialsOf(c)
${indent(signInCode(words))}
})`
}
