import { driverOf, reachOf } from '../drivers/entries.ts'
import { blocks, indent } from '../printer.ts'
import {
  type AuthCode,
  type AuthParts,
  honoEnv,
  middlewareComment,
  optionLines,
} from './auth-code.ts'

const choice = "ENVIRONMENT === 'DEV' ? localOptions : options"

/** The code of `auth.ts` in a Worker whose bindings lead to a database, with nothing to close. */
export function workerAuth(parts: AuthParts): AuthCode {
  const { driver, binding, d1Type, hasHono, ts } = parts
  const made = requestHandle(parts)
  const isD1 = reachOf(driver) === 'binding'
  const needsType = isD1 && !parts.bindings?.has.has(binding)
  const bindings = made?.bindings ?? { [binding]: d1Type.name }
  const handle = made?.name ?? binding
  const setUp = `/** Lucia on this Worker's database.${isD1 ? ' The same binding gives the same set-up again.' : ''} */
export function setUpAuth({ ${[...Object.keys(bindings), 'ENVIRONMENT'].join(', ')} }${ts(': AuthBindings')}) {
${indent([...(made?.open ?? []), `return createAuth(${handle}, ${choice})`])}
}`
  const imports = [
    entryImport(parts, needsType && d1Type.name === 'D1Binding' ? 'type D1Binding' : ''),
    needsType ? ts(d1Type.import ?? '') : '',
    made?.import ?? '',
    hasHono ? ts("import type { Context } from 'hono'") : '',
  ]
  const middleware = `const authMiddleware = sessionMiddleware((c${ts(': Context<AuthEnv>')}) => setUpAuth(c.env))`
  return { imports, code: codeOf(parts, bindings, [setUp], middleware) }
}

/** The same behind Hyperdrive: each request has connections of its own and closes them. */
export function connectionAuth(parts: AuthParts): AuthCode {
  const { hasHono, ts } = parts
  const made = requestHandle(parts)
  if (!made?.type) throw new Error(`${parts.driver} has no connections`)
  const { name, type, open, close, bindings } = made
  const opener = `open${name[0]?.toUpperCase()}${name.slice(1)}`
  const middleware = `const authMiddleware${ts(': MiddlewareHandler<AuthEnv>')} = async (c${ts(': Context')}, next) => {
  const ${name} = ${opener}(c.env)
  try {
    await sessionMiddleware(() => setUpAuth(${name}, c.env))(c, next)
  } finally {
    c.executionCtx.waitUntil(${close})
  }
}`
  const imports = [
    entryImport(parts),
    made.import,
    hasHono ? ts("import type { Context, MiddlewareHandler } from 'hono'") : '',
  ]
  const setUp = [
    `/**
 * The connections of one request: a Worker must not use those of another. That is cheap, since
 * Hyperdrive keeps the connections to the database. Close them with \`ctx.waitUntil(${close})\`.
 */
export function ${opener}({ ${Object.keys(bindings).join(', ')} }${ts(': AuthBindings')}) {
${indent([...open, `return ${name}`])}
}`,
    `/** Lucia on the connections of one request. */
export function setUpAuth(${name}${ts(`: ${type}`)}, { ENVIRONMENT }${ts(': AuthBindings')}) {
  return createAuth(${name}, ${choice})
}`,
  ]
  return { imports, code: codeOf(parts, bindings, setUp, middleware) }
}

/** The same in a Durable Object, whose storage is the database. */
export function storageAuth(parts: AuthParts): AuthCode {
  const { ts } = parts
  const setUp = `/** Lucia in a Durable Object: \`readonly setUp = setUpAuth(this.ctx.storage, this.env)\`. */
export function setUpAuth(storage${ts(': DurableSqliteStorage')}, { ENVIRONMENT }${ts(': AuthBindings')}) {
  return createAuth(storage, ${choice})
}`
  const middleware = `function authMiddleware(setUp${ts(': ReturnType<typeof setUpAuth>')}) {
  return sessionMiddleware(() => setUp)
}`
  const imports = [entryImport(parts, 'type DurableSqliteStorage')]
  return { imports, code: codeOf(parts, {}, [setUp], middleware) }
}

/** The file below its imports: Hono's middleware is there where Hono is. */
function codeOf(
  parts: AuthParts,
  bindings: Record<string, string>,
  setUp: string[],
  middleware: string,
) {
  const ofBindings = '\n  Bindings: AuthBindings'
  const env = honoEnv(parts, ' of this Worker', 'ReturnType<typeof setUpAuth>', ofBindings)
  const ofHono = [env, `${middlewareComment}\nexport ${middleware}`]
  const code = [bindingsType(parts, bindings), optionsCode(parts), ...setUp]
  return blocks(...code, ...(parts.hasHono ? ofHono : []))
}

function requestHandle({ driver, binding, ts }: AuthParts) {
  const { worker } = driverOf(driver)
  return typeof worker === 'object' ? worker.open(binding, ts) : undefined
}

function entryImport({ driver, ts }: AuthParts, type = ''): string {
  const names = [ts('type AuthOptions'), 'createAuth', type && ts(type)].filter(Boolean)
  return `import { ${names.join(', ')} } from 'lucia-setup/${driver}'`
}

/** The bindings that the set-up uses, over those that the app has a type of. */
function bindingsType({ bindings: own, ts }: AuthParts, bindings: Record<string, string>): string {
  const missing = Object.entries(bindings).filter(([name]) => !own?.has.has(name))
  const members = [...missing.map(([name, type]) => `${name}: ${type}`), 'ENVIRONMENT?: string']
  const comment =
    '/** What the Worker is given. `ENVIRONMENT=DEV` belongs into `.dev.vars`, nowhere else. */'
  if (!own) {
    return ts(`${comment}\nexport interface AuthBindings {\n${indent(members)}\n}`)
  }
  const base = own.has.has('ENVIRONMENT') ? `Omit<${own.name}, 'ENVIRONMENT'>` : own.name
  const [only, more] = members
  const added = more === undefined ? `{ ${only} }` : `{\n${indent(members)}\n}`
  return ts(`${comment}\nexport type AuthBindings = ${base} & ${added}`)
}

function optionsCode(parts: AuthParts): string {
  const { hasHono, middleware, ts } = parts
  // `never` for the arguments of any framework's middleware.
  const more = hasHono || !middleware ? [] : ['object', 'object', 'object', 'never']
  const types = ['typeof schema', ...more]
  const wrapped = more.length > 0 ? `\n${indent([types.join(',\n  ')])}\n` : types.join()
  const code = `const options = {
  schema,
${optionLines(parts)}
}${ts(` satisfies AuthOptions<${types.join(', ')}>`)}
// Browsers may drop a \`Secure\` cookie over http, which is what \`wrangler dev\` speaks.
const localOptions = { ...options, env: 'DEV' }${ts(` satisfies AuthOptions<${wrapped}>`)}`
  return code.replace('\n\n', '\n')
}
