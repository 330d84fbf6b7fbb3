import type { Node } from '@babel/types'
import MagicString from 'magic-string'
import { Failure } from '../failure.ts'
import { importsOf, nameOf, nodesIn, rangeOf, type Source, textOf } from '../project/syntax.ts'
import type { ExistingLucia } from './find-lucia.ts'
import { removeLine, renameImport } from './specifiers.ts'

/** The code that brings the schema into the set-up. */
export interface ReplacementSchema {
  /** `* as schema` or `{ key, session, user }`. */
  specifiers: string
  /** The module, as the file imports it. */
  path: string
  /** The option: `schema` or `schema: { user, session, key }`. */
  option: string
}

/**
 * The file of a set-up of Lucia v2 with `createAuth()` in place of `lucia()`. All else stays as it
 * is written: exports, attributes, the other options, comments.
 */
export function replaceLucia(lucia: ExistingLucia, schema: ReplacementSchema): string {
  const code = new MagicString(lucia.source.text)
  replaceCall(lucia, code, schema.option)
  replaceImports(lucia, code, schema)
  removeAdapterConstant(lucia, code)
  return code.toString()
}

function replaceCall(lucia: ExistingLucia, code: MagicString, option: string): void {
  const { source, call, options, handle, sessionAdapter } = lucia
  const property = options.properties.find(
    (member) => member.type === 'ObjectProperty' && nameOf(member.key) === 'adapter',
  )
  const before = source.text.slice(0, property?.start ?? 0)
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const separator = line.trim() === '' ? `,\n${line}` : ', '
  const inOptions = [option, ...(sessionAdapter ? [`sessionAdapter: ${sessionAdapter}`] : [])]
  code.overwrite(...rangeOf(call.callee), 'createAuth')
  code.appendLeft(rangeOf(options)[0], `${handle}, `)
  if (property) code.overwrite(...rangeOf(property), inOptions.join(separator))
  const variable = declarationOf(source, call)
  if (variable?.name === 'auth') code.overwrite(...rangeOf(variable), '{ auth }')
  else code.appendRight(rangeOf(call)[1], '.auth')
}

/** The statement of a constant that holds nothing but the adapter, which is to go with it. */
function removeAdapterConstant(
  { source, options, adapter }: ExistingLucia,
  code: MagicString,
): void {
  const isInside = (outer: Node) =>
    (outer.start ?? 0) <= (adapter.start ?? 0) && (adapter.end ?? 0) <= (outer.end ?? 0)
  if (isInside(options)) return
  const statement = source.program.body.find(
    (node) =>
      node.type === 'VariableDeclaration' && node.declarations.length === 1 && isInside(node),
  )
  const [declared] = statement?.type === 'VariableDeclaration' ? statement.declarations : []
  const name = declared && nameOf(declared.id)
  const isUsedElsewhere = [...nodesIn(source.program)].some(
    (node) =>
      node.type === 'Identifier' &&
      node.name === name &&
      node.start !== declared?.start &&
      !((options.start ?? 0) <= (node.start ?? 0) && (node.end ?? 0) <= (options.end ?? 0)),
  )
  if (!statement || isUsedElsewhere) {
    throw new Failure(
      `${source.path}: the adapter of lucia() has other uses, so replace it by hand`,
    )
  }
  removeLine(source, code, rangeOf(statement))
}

/** The plain variable that a call is the value of. */
function declarationOf(source: Source, call: Node) {
  for (const node of nodesIn(source.program)) {
    if (node.type !== 'VariableDeclarator' || node.init !== call) continue
    if (node.id.type === 'Identifier' && !node.id.typeAnnotation) {
      return node.id
    }
  }
  return undefined
}

function replaceImports(lucia: ExistingLucia, code: MagicString, schema: ReplacementSchema): void {
  const { source, adapter, call, driver } = lucia
  const imports = importsOf(source)
  const [hono] =
    [...imports].find(([, { module, name }]) => module === 'lucia/middleware' && name === 'hono') ??
    []
  const style = styleOf(source)
  const added = [
    style('{ createAuth }', `lucia-setup/${driver}`),
    ...(hono
      ? [style(hono === 'hono' ? '{ hono }' : `{ hono as ${hono} }`, 'lucia-setup/hono')]
      : []),
    style(schema.specifiers, schema.path),
  ]
  const own = nameOf(call.callee) ?? ''
  renameImport(source, code, own, [], added)
  for (const name of [hono, unusedAfter(lucia, adapter.callee)]) {
    if (name) renameImport(source, code, name, [])
  }
}

/** The name of the adapter's function, unless something else uses it as well. */
function unusedAfter({ source, adapter }: ExistingLucia, callee: Node): string | undefined {
  const name = nameOf(callee)
  const uses = [...nodesIn(source.program)].filter(
    (node) => node.type === 'Identifier' && node.name === name,
  )
  const own = uses.filter(({ start }) => start === adapter.callee.start)
  const inImport = source.program.body.flatMap((node) =>
    node.type === 'ImportDeclaration'
      ? [...nodesIn(node)].filter((part) => uses.includes(part as never))
      : [],
  )
  return uses.length === own.length + inImport.length ? name : undefined
}

/** An import declaration as the file writes them: its quotes, and a semicolon or none. */
function styleOf(source: Source) {
  const first = source.program.body.find(({ type }) => type === 'ImportDeclaration')
  const text = first ? textOf(source, first) : "import 'lucia'"
  const end = text.endsWith(';') ? ';' : ''
  const mark = text.includes('"') ? '"' : "'"
  return (specifiers: string, path: string) =>
    `import ${specifiers} from ${mark}${path}${mark}${end}`
}
