import type { Statement, TSTypeElement } from '@babel/types'
import type { AppFiles } from '../project/app-files.ts'
import { nameOf, nodesOf, type Source } from '../project/syntax.ts'
import type { Parts } from './parts.ts'
import { importPath } from './place.ts'

/** The app's own type of what its Worker is given: `Env` or `CloudflareBindings`. */
export interface AppBindings {
  name: string
  import?: string
  /** The bindings that it is known to have. */
  known: Set<string>
}

/** The type that `wrangler types` wrote, or one that the app exports with a binding of that name. */
export function findAppBindings(parts: Parts): AppBindings | undefined {
  const { app, extension, binding, authPath } = parts
  const found = app.files.sources.flatMap((source) => bindingsIn(source, app.files))
  const global = found.find(({ isGlobal }) => isGlobal)
  if (global) return global
  const own = found.find(({ isExported, known }) => isExported && known.has(binding))
  if (!own) return undefined
  const path = importPath(authPath, own.source.path, extension)
  return { ...own, import: `import type { ${own.name} } from '${path}'` }
}

const names = ['CloudflareBindings', 'Env', 'Bindings']

/** The types of bindings in a file. `wrangler types` has them in a namespace, or as they are. */
function bindingsIn(source: Source, files: AppFiles) {
  const isScript = !source.program.body.some(({ type }) => /^(Import|Export)/.test(type))
  return source.program.body.flatMap((statement) => {
    const isExported = statement.type === 'ExportNamedDeclaration'
    const declared = (isExported ? statement.declaration : statement) as Statement | null
    const isType =
      declared?.type === 'TSInterfaceDeclaration' || declared?.type === 'TSTypeAliasDeclaration'
    if (!isType || !names.includes(declared.id.name)) return []
    const isGlobal = isScript && source.path.endsWith('.d.ts')
    const inherited = isGlobal ? ofNamespace(files) : []
    const known = new Set([...membersOf(declared), ...inherited].map(keyOf))
    return [{ source, name: declared.id.name, known, isGlobal, isExported }]
  })
}

function membersOf(declared: Statement): TSTypeElement[] {
  if (declared.type === 'TSInterfaceDeclaration') return declared.body.body
  const type = declared.type === 'TSTypeAliasDeclaration' ? declared.typeAnnotation : undefined
  return type?.type === 'TSTypeLiteral' ? type.members : []
}

/** The members of `declare namespace Cloudflare { interface Env { ... } }`. */
function ofNamespace({ sources }: AppFiles): TSTypeElement[] {
  return sources
    .filter(({ path }) => path.endsWith('.d.ts'))
    .flatMap(({ program }) => program.body)
    .filter((node) => node.type === 'TSModuleDeclaration' && nameOf(node.id) === 'Cloudflare')
    .flatMap((space) => nodesOf(space, 'TSInterfaceDeclaration'))
    .flatMap((node) => (node.id.name === 'Env' ? node.body.body : []))
}

function keyOf(member: TSTypeElement): string {
  return (member.type === 'TSPropertySignature' && nameOf(member.key)) || ''
}

/** The type of a D1 binding, as the app has it: the global one, that of its package, or ours. */
export function d1TypeOf({ app, tsconfig, has }: Parts): { name: string; import?: string } {
  const types = tsconfig?.options.types
  const listed = Array.isArray(types) && types.some((one) => /workers-types/.test(String(one)))
  if (listed || app.files.paths.includes('worker-configuration.d.ts')) return { name: 'D1Database' }
  if (!has('@cloudflare/workers-types')) return { name: 'D1Binding' }
  return {
    name: 'D1Database',
    import: "import type { D1Database } from '@cloudflare/workers-types'",
  }
}
