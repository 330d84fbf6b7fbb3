import { driverOf, reachOf } from '../drivers/entries.ts'
import { capital, indent } from '../printer.ts'
import { type AppBindings, d1TypeOf, findAppBindings } from './app-bindings.ts'
import { type AuthCode, middlewareOf, optionLines } from './auth-code.ts'
import type { Parts } from './parts.ts'

/** The code of `auth.ts` in a Worker, which sets up for each request. */
export function workerAuth(parts: Parts): AuthCode {
  const own = findAppBindings(parts)
  const { imports, bindings, code, middleware } = setUpCode(parts, own)
  return {
    imports: [...imports, parts.ts(own?.import ?? '')],
    code: [bindingsType(parts, bindings, own), optionsCode(parts), ...code],
    middleware,
  }
}

/** The function that sets up, and what it needs. */
interface SetUpCode extends AuthCode {
  /** The bindings that it is given, with their types. */
  bindings: Record<string, string>
}

function setUpCode(parts: Parts, own: AppBindings | undefined): SetUpCode {
  const reach = reachOf(parts.driver)
  if (reach === 'storage') return storageCode(parts)
  return reach === 'hyperdrive' ? connectionCode(parts) : bindingCode(parts, own)
}

/** Bindings lead to a database, with nothing to close. */
function bindingCode(parts: Parts, own: AppBindings | undefined): SetUpCode {
  const { driver, binding, has, ts } = parts
  const isD1 = reachOf(driver) === 'binding'
  const d1Type = d1TypeOf(parts)
  const needsType = isD1 && !own?.known.has(binding)
  const d1 = { name: binding, import: '', bindings: { [binding]: d1Type.name }, open: [] }
  const { name, bindings, open, ...made } = requestHandle(parts) ?? d1
  const setUp = `/** Lucia on this Worker's database.${isD1 ? ' The same binding gives the same set-up again.' : ''} */
export function setUpAuth({ ${[...Object.keys(bindings), 'ENVIRONMENT'].join(', ')} }${ts(': AuthBindings')}) {
${indent([...open, created(name)])}
}`
  const imports = [
    entryImport(parts, needsType && d1Type.name === 'D1Binding' ? 'type D1Binding' : ''),
    needsType ? ts(d1Type.import ?? '') : '',
    made.import,
    has('hono') ? ts("import type { Context } from 'hono'") : '',
  ]
  const middleware = `const authMiddleware = sessionMiddleware((c${ts(': Context<AuthEnv>')}) => setUpAuth(c.env))`
  return { imports, bindings, code: [setUp], middleware }
}

/** Behind Hyperdrive, each request has connections of its own and closes them. */
function connectionCode(parts: Parts): SetUpCode {
  const { has, ts } = parts
  const made = requestHandle(parts)
  if (!made?.type) throw new Error(`${parts.driver} has no connections`)
  const { name, type, open, close, bindings } = made
  const opener = `open${capital(name)}`
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
    has('hono') ? ts("import type { Context, MiddlewareHandler } from 'hono'") : '',
  ]
  const openCode = `/**
 * The connections of one request: a Worker must not use those of another. That is cheap, since
 * Hyperdrive keeps the connections to the database. Close them with \`ctx.waitUntil(${close})\`.
 */
export function ${opener}({ ${Object.keys(bindings).join(', ')} }${ts(': AuthBindings')}) {
${indent([...open, `return ${name}`])}
}`
  const setUp = setUpOn(parts, name, type, 'Lucia on the connections of one request.')
  return { imports, bindings, code: [openCode, setUp], middleware }
}

/** In a Durable Object, its storage is the database. */
function storageCode(parts: Parts): SetUpCode {
  const { ts } = parts
  const what =
    'Lucia in a Durable Object: `readonly setUp = setUpAuth(this.ctx.storage, this.env)`.'
  return {
    imports: [entryImport(parts, 'type DurableSqliteStorage')],
    bindings: {},
    code: [setUpOn(parts, 'storage', 'DurableSqliteStorage', what)],
    middleware: `function authMiddleware(setUp${ts(': ReturnType<typeof setUpAuth>')}) {
  return sessionMiddleware(() => setUp)
}`,
  }
}

/** The function that sets up on a handle that it is given. */
function setUpOn({ ts }: Parts, handle: string, type: string, what: string): string {
  return `/** ${what} */
export function setUpAuth(${handle}${ts(`: ${type}`)}, { ENVIRONMENT }${ts(': AuthBindings')}) {
  ${created(handle)}
}`
}

function created(handle: string): string {
  return `return createAuth(${handle}, ENVIRONMENT === 'DEV' ? localOptions : options)`
}

function requestHandle({ driver, binding, ts }: Parts) {
  const { worker } = driverOf(driver)
  return typeof worker === 'object' ? worker.open(binding, ts) : undefined
}

function entryImport({ driver, ts }: Parts, type = ''): string {
  const names = [ts('type AuthOptions'), 'createAuth', type && ts(type)].filter(Boolean)
  return `import { ${names.join(', ')} } from 'lucia-setup/${driver}'`
}

/** The bindings that the set-up uses, over those that the app has a type of. */
function bindingsType({ ts }: Parts, bindings: Record<string, string>, own?: AppBindings): string {
  const missing = Object.entries(bindings).filter(([name]) => !own?.known.has(name))
  const members = [...missing.map(([name, type]) => `${name}: ${type}`), 'ENVIRONMENT?: string']
  const comment =
    '/** What the Worker is given. `ENVIRONMENT=DEV` belongs into `.dev.vars`, nowhere else. */'
  if (!own) return ts(`${comment}\nexport interface AuthBindings {\n${indent(members)}\n}`)
  const base = own.known.has('ENVIRONMENT') ? `Omit<${own.name}, 'ENVIRONMENT'>` : own.name
  const added = missing.length > 0 ? `{\n${indent(members)}\n}` : `{ ${members} }`
  return ts(`${comment}\nexport type AuthBindings = ${base} & ${added}`)
}

function optionsCode(parts: Parts): string {
  const { ts } = parts
  // `never` for the arguments of any framework's middleware.
  const more = middlewareOf(parts) ? ['object', 'object', 'object', 'never'] : []
  const types = ['typeof schema', ...more]
  const wrapped = more.length > 0 ? `\n${indent([types.join(',\n  ')])}\n` : types.join()
  return `const options = {
${indent(['schema,', ...optionLines(parts)])}
}${ts(` satisfies AuthOptions<${types.join(', ')}>`)}
// Browsers may drop a \`Secure\` cookie over http, which is what \`wrangler dev\` speaks.
const localOptions = { ...options, env: 'DEV' }${ts(` satisfies AuthOptions<${wrapped}>`)}`
}
