import {
  type AuthCode,
  type AuthParts,
  honoImport,
  indent,
  luciaImports,
  middlewareComment,
  optionLines,
} from './auth-code.ts'
import { type RequestHandleCode, requestHandle } from './handles.ts'

/** The code of `auth.ts` in a Worker, which has a database for each request. */
export function workerAuth(parts: AuthParts): AuthCode {
  const { driver, binding } = parts
  if (driver === 'd1' || driver === 'better-sqlite3') {
    return onBindings(parts, { [binding]: 'D1Binding' }, [], binding)
  }
  const handle = requestHandle(driver, binding)
  if (handle.close) return onConnections(parts, handle)
  const code = onBindings(parts, handle.bindings, handle.open, handle.name)
  return { ...code, imports: [...code.imports, handle.import] }
}

const choice = "ENVIRONMENT === 'DEV' ? localOptions : options"

/** A database that the bindings lead to, with nothing to close. */
function onBindings(
  parts: AuthParts,
  bindings: Record<string, string>,
  open: string[],
  handle: string,
): AuthCode {
  const names = [...Object.keys(bindings), 'ENVIRONMENT'].join(', ')
  const types = parts.driver === 'd1' ? ['type D1Binding'] : []
  const setUp = `/** Lucia on this Worker's database.${parts.driver === 'd1' ? ' The same binding gives the same set-up again.' : ''} */
export function setUpAuth({ ${names} }: AuthBindings) {
${indent([...open, `return createAuth(${handle}, ${choice})`])}
}`
  const hono = [
    honoEnv,
    `${middlewareComment}
export const authMiddleware = sessionMiddleware((c: Context<AuthEnv>) => setUpAuth(c.env))`,
  ]
  return {
    imports: [
      `import { ${['type AuthOptions', 'createAuth', ...types].join(', ')} } from 'lucia-setup/${parts.driver}'`,
      ...(parts.hasHono
        ? ["import type { Context } from 'hono'", honoImport]
        : luciaImports(parts)),
    ],
    blocks: [bindingsType(bindings), optionsCode(parts), setUp, ...(parts.hasHono ? hono : [])],
  }
}

/** A database behind Hyperdrive: each request has connections of its own and closes them. */
function onConnections(parts: AuthParts, handle: RequestHandleCode): AuthCode {
  const { name, type, open, close } = handle
  const names = Object.keys(handle.bindings).join(', ')
  const opener = `open${name[0]?.toUpperCase()}${name.slice(1)}`
  const blocks = [
    bindingsType(handle.bindings),
    optionsCode(parts),
    `/**
 * The connections of one request: a Worker must not use those of another. That is cheap, since
 * Hyperdrive keeps the connections to the database. Close them with \`ctx.waitUntil(${close})\`.
 */
export function ${opener}({ ${names} }: AuthBindings) {
${indent([...open, `return ${name}`])}
}`,
    `/** Lucia on the connections of one request. */
export function setUpAuth(${name}: ${type}, { ENVIRONMENT }: AuthBindings) {
  return createAuth(${name}, ${choice})
}`,
  ]
  const imports = [
    handle.import,
    `import { type AuthOptions, createAuth } from 'lucia-setup/${parts.driver}'`,
  ]
  if (!parts.hasHono) return { imports: [...imports, ...luciaImports(parts)], blocks }
  const middleware = `${middlewareComment}
export const authMiddleware: MiddlewareHandler<AuthEnv> = async (c: Context, next) => {
  const ${name} = ${opener}(c.env)
  try {
    await sessionMiddleware(() => setUpAuth(${name}, c.env))(c, next)
  } finally {
    c.executionCtx.waitUntil(${close})
  }
}`
  return {
    imports: [...imports, "import type { Context, MiddlewareHandler } from 'hono'", honoImport],
    blocks: [...blocks, honoEnv, middleware],
  }
}

const honoEnv = `/** What Hono has to know of this Worker: \`new Hono<AuthEnv>()\`. */
export interface AuthEnv {
  Bindings: AuthBindings
  Variables: SessionVariables<ReturnType<typeof setUpAuth>>
}`

function bindingsType(bindings: Record<string, string>): string {
  const members = Object.entries(bindings).map(([name, type]) => `  ${name}: ${type}`)
  return `/** What the Worker is given. \`ENVIRONMENT=DEV\` belongs into \`.dev.vars\`, nowhere else. */
export interface AuthBindings {
${members.join('\n')}
  ENVIRONMENT?: string
}`
}

function optionsCode(parts: AuthParts): string {
  const lines = ['schema,', ...optionLines(parts)]
  const isDefault = parts.hasHono || !parts.middleware
  // `never` for the arguments of any framework's middleware.
  const types = isDefault
    ? ['typeof schema']
    : ['typeof schema', 'object', 'object', 'object', 'never']
  const wrapped = isDefault ? types.join() : `\n${indent([types.join(',\n  ')])}\n`
  return `const options = {
${indent(lines)}
} satisfies AuthOptions<${types.join(', ')}>
// Browsers may drop a \`Secure\` cookie over http, which is what \`wrangler dev\` speaks.
const localOptions = { ...options, env: 'DEV' } satisfies AuthOptions<${wrapped}>`
}
