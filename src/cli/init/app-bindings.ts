import type { Statement, TSInterfaceDeclaration, TSTypeElement } from '@babel/types'
import type { App } from '../project/app.ts'
import type { AppFiles } from '../project/app-files.ts'
import { nameOf, nodesIn, type Source } from '../project/syntax.ts'
import { importPath } from './imports.ts'
import type { Place } from './place.ts'
import { readTsconfig } from './tsconfig.ts'

/** The app's own type of what its Worker is given: `Env` or `CloudflareBindings`. */
export interface AppBindings {
  name: string
  import: string | undefined
  /** The bindings that it is known to have. */
  has: Set<string>
}

/** The type that `wrangler types` wrote, or one that the app exports with a binding of that name. */
export function findAppBindings(
  place: Place,
  binding: string,
  from: string,
): AppBindings | undefined {
  const {
    app: { files },
    extension,
  } = place
  const found = files.sources.flatMap((source) => bindingsIn(source, files))
  const global = found.find(({ isGlobal }) => isGlobal)
  if (global) return { name: global.name, import: undefined, has: global.has }
  const own = found.find(({ isExported, has }) => isExported && has.has(binding))
  if (!own) return undefined
  const path = importPath(from, own.source.path, extension)
  return { name: own.name, import: `import type { ${own.name} } from '${path}'`, has: own.has }
}

interface Found {
  source: Source
  name: string
  has: Set<string>
  isGlobal: boolean
  isExported: boolean
}

const names = ['CloudflareBindings', 'Env', 'Bindings']

/** The types of bindings in a file. `wrangler types` has them in a namespace, or as they are. */
function bindingsIn(source: Source, files: AppFiles): Found[] {
  const isScript = !source.program.body.some(({ type }) => /^(Import|Export)/.test(type))
  return source.program.body.flatMap((statement): Found[] => {
    const isExported = statement.type === 'ExportNamedDeclaration'
    const declared = (isExported ? statement.declaration : statement) as Statement | null
    const isType =
      declared?.type === 'TSInterfaceDeclaration' || declared?.type === 'TSTypeAliasDeclaration'
    if (!isType || !names.includes(declared.id.name)) return []
    const isGlobal = isScript && source.path.endsWith('.d.ts')
    const inherited = isGlobal ? ofNamespace(files) : []
    const has = new Set([...membersOf(declared), ...inherited].map(keyOf))
    return [{ source, name: declared.id.name, has, isGlobal, isExported }]
  })
}

function membersOf(declared: Statement): TSTypeElement[] {
  if (declared.type === 'TSInterfaceDeclaration') return declared.body.body
  if (declared.type !== 'TSTypeAliasDeclaration') return []
  const { typeAnnotation } = declared
  return typeAnnotation.type === 'TSTypeLiteral' ? typeAnnotation.members : []
}

/** The members of `declare namespace Cloudflare { interface Env { ... } }`. */
function ofNamespace({ sources }: AppFiles): TSTypeElement[] {
  return sources
    .filter(({ path }) => path.endsWith('.d.ts'))
    .flatMap(({ program }) => program.body)
    .filter((node) => node.type === 'TSModuleDeclaration' && nameOf(node.id) === 'Cloudflare')
    .flatMap((space) => [...nodesIn(space)])
    .filter((node): node is TSInterfaceDeclaration => node.type === 'TSInterfaceDeclaration')
    .flatMap((node) => (node.id.name === 'Env' ? node.body.body : []))
}

function keyOf(member: TSTypeElement): string {
  return (member.type === 'TSPropertySignature' && nameOf(member.key)) || ''
}

/** The type of a D1 binding, as the app has it: the global one, that of its package, or ours. */
export async function d1TypeOf({ folder, dependencies, files: { paths } }: App) {
  const types = (await readTsconfig(folder))?.options.types
  const listed = Array.isArray(types) && types.some((one) => /workers-types/.test(String(one)))
  if (listed || paths.includes('worker-configuration.d.ts')) return { name: 'D1Database' }
  if (Object.hasOwn(dependencies, '@cloudflare/workers-types')) {
    return {
      name: 'D1Database',
      import: "import type { D1Database } from '@cloudflare/workers-types'",
    }
  }
  return { name: 'D1Binding' }
}

/** The type of bindings that the app's entry has for itself: `new Hono<{ Bindings: Bindings }>()`. */
export function localBindings(files: AppFiles, entry: string): string | undefined {
  const source = files.get(entry)
  if (!source) return undefined
  const [, name] = /new\s+\w*Hono\w*\s*<\s*\{\s*Bindings\s*:\s*(\w+)/.exec(source.text) ?? []
  return name
}
