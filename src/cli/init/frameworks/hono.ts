import { posix } from 'node:path'
import { importPath } from '../imports.ts'
import { entryOf } from '../place.ts'
import { type FrameworkFiles, type FrameworkParts, newFiles } from './parts.ts'

/** Routes of Hono's to sign up, in and out, with JSON, and one that is private. */
export async function honoFiles(parts: FrameworkParts): Promise<FrameworkFiles> {
  const { answers, authPath, place } = parts
  if (!answers.attribute) return { changes: [], notes: [], use: [] }
  const path = posix.join(posix.dirname(authPath), `accounts.${place.ending}`)
  const files = await newFiles(parts, { [path]: accountsFile(parts, path, answers.attribute) })
  const own = importPath(entryOf(place.app), path, place.extension)
  const use = [`import { accounts } from '${own}'`, "app.route('/', accounts)"]
  return { ...files, use }
}

function accountsFile({ authPath, place, ts }: FrameworkParts, path: string, attribute: string) {
  const auth = importPath(path, authPath, place.extension)
  const env = ts('<AuthEnv>')
  return `import { ${ts('type Context, ')}Hono } from 'hono'
import { isLuciaError, UniqueConstraintError } from 'lucia-setup/errors'
import { requireSession } from 'lucia-setup/hono'
${ts(`import type { AuthEnv } from '${auth}'\n`)}
/** Sign up, sign in, sign out, with JSON: \`{ "${attribute}": "...", "password": "..." }\`. */
export const accounts = new Hono${env}()

accounts.use(async (c, next) => {
  if (!c.var.auth.isTrustedRequest(c.req.raw)) return c.text('Not from this site', 403)
  return await next()
})

accounts.post('/sign-up', async (c) => {
  const { ${attribute}, password } = await credentialsOf(c)
  if (!${attribute}) return c.text('Give your ${attribute}.', 400)
  if (password.length < 8 || password.length > 255) {
    return c.text('A password has 8 to 255 characters.', 400)
  }
  try {
    const key = { providerId: '${attribute}', providerUserId: ${attribute}, password }
    const { userId } = await c.var.auth.createUser({ key, attributes: { ${attribute} } })
    return await signIn(c, userId)
  } catch (error) {
    const isTaken =
      error instanceof UniqueConstraintError || isLuciaError(error, 'AUTH_DUPLICATE_KEY_ID')
    if (!isTaken) throw error
    return c.text('This ${attribute} is taken.', 409)
  }
})

accounts.post('/sign-in', async (c) => {
  const { ${attribute}, password } = await credentialsOf(c)
  try {
    const { userId } = await c.var.auth.useKey('${attribute}', ${attribute}, password)
    return await signIn(c, userId)
  } catch (error) {
    if (!isLuciaError(error)) throw error
    return c.text('Wrong ${attribute} or password.', 400)
  }
})

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
