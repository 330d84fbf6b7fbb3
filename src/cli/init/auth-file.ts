import type { Node } from '@babel/types'
import { driverOf } from '../drivers/entries.ts'
import { Failure } from '../failure.ts'
import { blocks, indent } from '../printer.ts'
import type { AppFiles } from '../project/app-files.ts'
import { importedAs, importsOf } from '../project/imports.ts'
import { declarationsOf, nameOf, type Source } from '../project/syntax.ts'
import { type AuthCode, middlewareOf, optionLines } from './auth-code.ts'
import type { Parts, SchemaImport } from './parts.ts'
import { entryOf, importPath } from './place.ts'
import { workerAuth } from './worker-auth.ts'

/** The code of `auth.ts`. */
export function authFile(parts: Parts, schema: SchemaImport): string {
  const isNode = parts.runsOn === 'node'
  const { imports, code, middleware } = isNode ? nodeAuth(parts) : workerAuth(parts)
  const all = [...imports, ...frameworkImports(parts), schema.import].filter(Boolean)
  const hono = parts.has('hono') ? honoCode(parts, middleware) : []
  return `${blocks(sortImports(all).join('\n'), schema.statement, ...code, ...hono)}\n`
}

/** On Node, one database serves for as long as the app runs. */
function nodeAuth(parts: Parts): AuthCode {
  const { driver, has, ts } = parts
  const handle = importHandle(parts)
  const made = driverOf(driver).node
  const used = handle ?? made
  if (!used) throw new Error(`${driver} does not run on Node`)
  const options = [
    'schema,',
    '// Browsers may drop a `Secure` cookie over http, which is what a computer of your own speaks.',
    "env: process.env.NODE_ENV === 'development' ? 'DEV' : 'PROD',",
    ...optionLines(parts),
  ]
  return {
    imports: [used.import, `import { createAuth } from 'lucia-setup/${driver}'`],
    code: [
      handle ? '' : made?.open.join('\n'),
      `${has('hono') ? '' : 'export '}const setUp = createAuth(${used.name}, {\n${indent(options)}\n})`,
      '/** Lucia, and the Drizzle client on the same database. */\nexport const { auth, db } = setUp',
      ts('export type Auth = typeof auth'),
    ],
    middleware: 'const authMiddleware = sessionMiddleware(() => setUp)',
  }
}

/** Imports by module, those of the app last. */
function sortImports(imports: string[]): string[] {
  const moduleOf = (line: string) => /'([^']+)'$/.exec(line)?.[1] ?? ''
  const rank = (line: string) => `${moduleOf(line).startsWith('.') ? 1 : 0} ${moduleOf(line)}`
  return [...imports].sort((one, other) => (rank(one) < rank(other) ? -1 : 1))
}

function frameworkImports(parts: Parts): string[] {
  if (parts.has('hono')) {
    const type = parts.ts('type SessionVariables, ')
    return [`import { ${type}sessionMiddleware } from 'lucia-setup/hono'`]
  }
  const middleware = middlewareOf(parts)
  const module = middleware === 'nextjs' ? 'lucia-setup/nextjs' : 'lucia/middleware'
  return middleware ? [`import { ${middleware} } from '${module}'`] : []
}

/** What Hono has to know of the app, and its middleware. */
function honoCode({ runsOn, ts }: Parts, middleware: string): string[] {
  const isWorker = runsOn === 'workers'
  const setUp = isWorker ? 'ReturnType<typeof setUpAuth>' : 'typeof setUp'
  return [
    ts(`/** What Hono has to know${isWorker ? ' of this Worker' : ''}: \`new Hono<AuthEnv>()\`. */
export interface AuthEnv {${isWorker ? '\n  Bindings: AuthBindings' : ''}
  Variables: SessionVariables<${setUp}>
}`),
    `/** Sets \`c.var.session\`, \`c.var.auth\`, \`c.var.authRequest\` and \`c.var.db\` for each request. */
export ${middleware}`,
  ]
}

/**
 * The driver's handle that the app makes and exports, `export const database = new Database()`, as
 * `auth.ts` imports it. Throws a `Failure` where that file would import the importer.
 */
function importHandle({ app, driver, authPath, extension }: Parts) {
  const { maker } = driverOf(driver)
  const handle = maker && findHandle(app.files.sources, maker)
  if (!handle) return undefined
  const { name, source } = handle
  if (reaches(app.files, source, entryOf(app))) {
    throw new Failure(
      `${source.path} exports ${name} and is to import ${authPath}, which needs ${name}: move ${name} to a file of its own, then run init again`,
    )
  }
  return {
    name,
    import: `import { ${name} } from '${importPath(authPath, source.path, extension)}'`,
  }
}

function findHandle(sources: Source[], maker: { module: RegExp; name: string }) {
  for (const source of sources) {
    const imports = importsOf(source)
    for (const { id, init, isExported } of declarationsOf(source)) {
      const isMade = init?.type === 'NewExpression' || init?.type === 'CallExpression'
      if (!isExported || id.type !== 'Identifier' || !isMade) continue
      const imported = importedAs(imports, init.callee) ?? memberOfDefault(imports, init.callee)
      if (imported && maker.module.test(imported.module) && imported.name === maker.name) {
        return { source, name: id.name }
      }
    }
  }
  return undefined
}

/** `pg.Pool` of `import pg from 'pg'`. */
function memberOfDefault(imports: ReturnType<typeof importsOf>, callee: Node) {
  if (callee.type !== 'MemberExpression') return undefined
  const imported = imports.get(nameOf(callee.object) ?? '')
  return imported && { module: imported.module, name: nameOf(callee.property) ?? '' }
}

/** Whether a file imports another one, by way of any file of the app. */
function reaches(files: AppFiles, from: Source, to: string, seen = new Set<string>()): boolean {
  if (from.path === to) return true
  if (seen.has(from.path)) return false
  seen.add(from.path)
  return [...importsOf(from).values()].some(({ module }) => {
    const imported = files.imported(from.path, module)
    return imported !== undefined && reaches(files, imported, to, seen)
  })
}
