import { type ParserPlugin, parse } from '@babel/parser'
import type {
  ExportNamedDeclaration,
  Expression,
  Identifier,
  JSXIdentifier,
  Node,
  ObjectExpression,
  ObjectProperty,
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
  if (/\.([cm]?ts|tsx)$/.test(path)) plugins.push(['typescript', { dts: path.endsWith('.d.ts') }])
  if (!/\.[cm]?ts$/.test(path)) plugins.push('jsx')
  try {
    const { program } = parse(text, { sourceType: 'module', attachComment: false, plugins })
    return { path, text, program }
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

/** Those of a type. */
export function nodesOf<Type extends Node['type']>(
  node: Node,
  type: Type,
): Extract<Node, { type: Type }>[] {
  const isMeant = (one: Node): one is Extract<Node, { type: Type }> => one.type === type
  return [...nodesIn(node)].filter(isMeant)
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

/** A property of an object literal. */
export function memberOf({ properties }: ObjectExpression, name: string) {
  return properties.find(
    (member): member is ObjectProperty =>
      member.type === 'ObjectProperty' && !member.computed && nameOf(member.key) === name,
  )
}

/** The value of a property of an object literal. */
export function propertyOf(object: ObjectExpression, name: string): Expression | undefined {
  return memberOf(object, name)?.value as Expression | undefined
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
  const exports = nodesOf(program, 'ExportNamedDeclaration')
  return nodesOf(program, 'VariableDeclaration').flatMap((node) => {
    const exported = exports.find(({ declaration }) => declaration === node)
    const { kind, declarations } = node
    const shared = { statement: exported ?? node, kind, isExported: exported !== undefined }
    return declarations.map(({ id, init }) => ({ ...shared, id, init }))
  })
}

/** The only variable of a name; undefined when there are several, in different functions. */
export function declarationOf(source: Source, name: string): Declared | undefined {
  const [found, other] = declarationsOf(source).filter(({ id }) => nameOf(id) === name)
  return other ? undefined : found
}

/** Where a node stands: `src/auth.ts:12`. */
export function placeOf({ path, text }: Source, node: Node): string {
  return `${path}:${lineAt(text, node.start ?? 0)}`
}

/** The number of the line that a place in a text is in. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** The names that a file gives things or uses, where they stand: all but those of properties. */
export function identifiersIn({ program }: Source): (Identifier | JSXIdentifier)[] {
  const properties = new Set<Node>()
  const names: (Identifier | JSXIdentifier)[] = []
  for (const node of nodesIn(program)) {
    if (node.type === 'ObjectProperty' && !node.computed && !node.shorthand) {
      properties.add(node.key)
    }
    if (node.type === 'MemberExpression' && !node.computed) properties.add(node.property)
    if (node.type === 'TSPropertySignature') properties.add(node.key)
    const isName = node.type === 'Identifier' || node.type === 'JSXIdentifier'
    if (isName && !properties.has(node)) names.push(node)
  }
  return names
}

/** The names that a file gives things or uses. */
export function namesIn(source: Source): Set<string> {
  return new Set(identifiersIn(source).map(({ name }) => name))
}

/** Where a name stands, but for its import or declaration. */
export function usesOf(source: Source, name: string): Node[] {
  const declaring = [...nodesIn(source.program)].flatMap((node) => {
    if (node.type === 'ImportDeclaration') return node
    return node.type === 'VariableDeclarator' ? node.id : []
  })
  const declared = new Set(declaring.flatMap((node) => [...nodesIn(node)]))
  return identifiersIn(source).filter((node) => node.name === name && !declared.has(node))
}
