import type { ImportDeclaration, Node } from '@babel/types'
import { Failure } from '../failure.ts'
import { importsOf, nameOf, nodesIn, type Source, textOf } from '../syntax.ts'
import type { ExistingLucia } from './find-lucia.ts'

/** What takes the place of a text from `start` to `end`. */
interface Edit {
  start: number
  end: number
  text: string
}

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
  const { source } = lucia
  const edits = [...callEdits(lucia, schema.option), ...importEdits(lucia, schema)]
  return edits
    .concat(adapterConstant(lucia) ?? [])
    .sort((one, other) => other.start - one.start)
    .reduce(
      (text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end),
      source.text,
    )
}

function range(node: Node): { start: number; end: number } {
  return { start: node.start ?? 0, end: node.end ?? 0 }
}

function callEdits(lucia: ExistingLucia, option: string): Edit[] {
  const { source, call, options, handle, sessionAdapter } = lucia
  const property = options.properties.find(
    (member) => member.type === 'ObjectProperty' && nameOf(member.key) === 'adapter',
  )
  const line =
    source.text
      .slice(0, property?.start ?? 0)
      .split('\n')
      .at(-1) ?? ''
  const separator = line.trim() === '' ? `,\n${line}` : ', '
  const inOptions = [option, ...(sessionAdapter ? [`sessionAdapter: ${sessionAdapter}`] : [])]
  const variable = declarationOf(source, call)
  const edits = [
    { ...range(call.callee), text: 'createAuth' },
    { start: options.start ?? 0, end: options.start ?? 0, text: `${handle}, ` },
    ...(property ? [{ ...range(property), text: inOptions.join(separator) }] : []),
  ]
  if (variable?.name === 'auth') {
    return [...edits, { start: variable.start, end: variable.end, text: '{ auth }' }]
  }
  return [...edits, { start: call.end ?? 0, end: call.end ?? 0, text: '.auth' }]
}

/** The statement of a constant that holds nothing but the adapter, which is to go with it. */
function adapterConstant({ source, options, adapter }: ExistingLucia): Edit | undefined {
  const isInside = (outer: Node) =>
    (outer.start ?? 0) <= (adapter.start ?? 0) && (adapter.end ?? 0) <= (outer.end ?? 0)
  if (isInside(options)) return undefined
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
  return lineOf(source, statement)
}

/** The plain variable that a call is the value of. */
function declarationOf(source: Source, call: Node) {
  for (const node of nodesIn(source.program)) {
    if (node.type !== 'VariableDeclarator' || node.init !== call) continue
    if (node.id.type === 'Identifier' && !node.id.typeAnnotation) {
      return { name: node.id.name, ...range(node.id) }
    }
  }
  return undefined
}

function importEdits(lucia: ExistingLucia, schema: ReplacementSchema): Edit[] {
  const { source, adapter, driver } = lucia
  const declarations = source.program.body.filter((node) => node.type === 'ImportDeclaration')
  const style = styleOf(source, declarations)
  const gone = new Set([nameOf(lucia.call.callee), unusedAfter(lucia, adapter.callee)])
  const hono = [...importsOf(source)].find(
    ([, { module, name }]) => module === 'lucia/middleware' && name === 'hono',
  )
  if (hono) gone.add(hono[0])
  const added = [
    style('{ createAuth }', `lucia-setup/${driver}`),
    ...(hono
      ? [style(hono[0] === 'hono' ? '{ hono }' : `{ hono as ${hono[0]} }`, 'lucia-setup/hono')]
      : []),
    style(schema.specifiers, schema.path),
  ]
  const edits: Edit[] = []
  for (const declaration of declarations) {
    const kept = declaration.specifiers.filter(({ local }) => !gone.has(local.name))
    const isLucia = declaration.source.value === 'lucia'
    if (kept.length === declaration.specifiers.length && !isLucia) continue
    const left = kept.length > 0 ? [withSpecifiers(source, declaration, kept)] : []
    const hasCall = declaration.specifiers.some(
      ({ local }) => local.name === nameOf(lucia.call.callee),
    )
    const lines = hasCall ? [...left, ...added] : left
    edits.push(
      lines.length > 0
        ? { ...range(declaration), text: lines.join('\n') }
        : lineOf(source, declaration),
    )
  }
  return edits
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
function styleOf(source: Source, [first]: ImportDeclaration[]) {
  const text = first ? textOf(source, first) : "import 'lucia'"
  const end = text.endsWith(';') ? ';' : ''
  const mark = text.includes('"') ? '"' : "'"
  return (specifiers: string, path: string) =>
    `import ${specifiers} from ${mark}${path}${mark}${end}`
}

function withSpecifiers(source: Source, declaration: ImportDeclaration, kept: Node[]): string {
  const whole = textOf(source, declaration)
  const open = whole.indexOf('{')
  if (open < 0) return whole
  const names = kept
    .filter(({ type }) => type === 'ImportSpecifier')
    .map((node) => textOf(source, node))
    .join(', ')
  return `${whole.slice(0, open)}{ ${names} }${whole.slice(whole.indexOf('}') + 1)}`
}

/** A statement with the end of its line, to be taken out. */
function lineOf({ text }: Source, node: Node): Edit {
  const { start, end } = range(node)
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0
  return { start, end: end + rest, text: '' }
}
