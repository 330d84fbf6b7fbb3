import { extname } from 'node:path'
import { type ParserPlugin, parse } from '@babel/parser'
import type {
  ExportNamedDeclaration,
  Expression,
  Node,
  ObjectExpression,
  Program,
  VariableDeclaration,
  VariableDeclarator,
} from '@babel/types'

/** A file of the app, parsed: nothing of it is run. */
export interface Source {
  path: string
  text: string
  program: Program
}

/** Parses TypeScript or JavaScript; undefined when it is neither. */
export function parseSource(path: string, text: string): Source | undefined {
  const plugins: ParserPlugin[] = ['decorators']
  const extension = extname(path)
  if (/^\.[cm]?ts$/.test(extension)) plugins.push('typescript')
  else if (extension === '.tsx') plugins.push('typescript', 'jsx')
  else plugins.push('jsx')
  try {
    const dts = path.endsWith('.d.ts')
    const typescript = plugins.map(
      (plugin): ParserPlugin => (plugin === 'typescript' ? ['typescript', { dts }] : plugin),
    )
    const options = { sourceType: 'module', attachComment: false, plugins: typescript } as const
    return { path, text, program: parse(text, options).program }
  } catch {
    return undefined
  }
}

/** A node and all nodes in it, from the outside in. */
export function* nodesIn(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* nodesIn(child)
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof (value as Node | null)?.type === 'string'
}

/** The text of a node. */
export function textOf({ text }: Source, node: Node): string {
  return text.slice(...rangeOf(node))
}

/** Where a node stands in the text. */
export function rangeOf(node: Node): [start: number, end: number] {
  return [node.start ?? 0, node.end ?? 0]
}

/** The value of a property of an object literal. */
export function propertyOf(object: ObjectExpression, name: string): Expression | undefined {
  for (const property of object.properties) {
    if (property.type !== 'ObjectProperty' || property.computed) continue
    if (nameOf(property.key) === name) return property.value as Expression
  }
  return undefined
}

/** The name that an identifier or a string literal is. */
export function nameOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name
  return node.type === 'StringLiteral' ? node.value : undefined
}

/** The expression without `as const`, `satisfies`, `!` and brackets. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
      return unwrap(node.expression)
    default:
      return node
  }
}

/** A variable of a file. */
export interface Declared {
  /** The whole statement, with `export`. */
  statement: ExportNamedDeclaration | VariableDeclaration
  kind: VariableDeclaration['kind']
  id: VariableDeclarator['id']
  init: VariableDeclarator['init']
  isExported: boolean
}

/** The variables of a file, those of functions too. */
export function declarationsOf({ program }: Source): Declared[] {
  const exported = new Map<Node, ExportNamedDeclaration>()
  return [...nodesIn(program)].flatMap((node) => {
    if (node.type === 'ExportNamedDeclaration' && node.declaration) {
      exported.set(node.declaration, node)
    }
    if (node.type !== 'VariableDeclaration') return []
    const statement = exported.get(node) ?? node
    const isExported = statement !== node
    return node.declarations.map(({ id, init }) => ({
      statement,
      kind: node.kind,
      id,
      init,
      isExported,
    }))
  })
}

/** The only variable of a name; undefined when there are several, in different functions. */
export function declarationOf(source: Source, name: string): Declared | undefined {
  const [found, other] = declarationsOf(source).filter(({ id }) => nameOf(id) === name)
  return other ? undefined : found
}

/** Where a node stands: `src/auth.ts:12`. */
export function placeOf({ path, text }: Source, node: Node): string {
  return `${path}:${text.slice(0, node.start ?? 0).split('\n').length}`
}

/** The names that a file gives things or uses: all but those of properties. */
export function namesIn({ program }: Source): Set<string> {
  const properties = new Set<Node>()
  const names = new Set<string>()
  for (const node of nodesIn(program)) {
    if (node.type === 'ObjectProperty' && !node.computed && !node.shorthand) {
      properties.add(node.key)
    }
    if (node.type === 'MemberExpression' && !node.computed) properties.add(node.property)
    if (node.type === 'TSPropertySignature') properties.add(node.key)
    const isName = node.type === 'Identifier' || node.type === 'JSXIdentifier'
    if (isName && !properties.has(node)) names.add(node.name)
  }
  return names
}
