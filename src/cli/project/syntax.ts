import { extname } from 'node:path'
import { type ParserPlugin, parse } from '@babel/parser'
import type { Expression, Node, ObjectExpression, Program } from '@babel/types'

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

/** The expression without `as const`, `satisfies` and brackets, or what a constant of the file is. */
export function resolve({ program }: Source, node: Node): Node {
  if (
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'ParenthesizedExpression'
  ) {
    return resolve({ program } as Source, node.expression)
  }
  if (node.type !== 'Identifier') return node
  for (const statement of program.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (declared?.type !== 'VariableDeclaration' || declared.kind !== 'const') continue
    for (const { id, init } of declared.declarations) {
      const isIt = id.type === 'Identifier' && id.name === node.name
      if (isIt && init) return resolve({ program } as Source, init)
    }
  }
  return node
}

/** The value of a literal: strings, numbers, booleans, null, arrays and objects of them. */
export function literalOf(source: Source, node: Node | null | undefined): unknown {
  const value = node && resolve(source, node)
  switch (value?.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return value.value
    case 'NullLiteral':
      return null
    case 'TemplateLiteral':
      return value.expressions.length === 0 ? value.quasis[0]?.value.cooked : undefined
    case 'ArrayExpression':
      return value.elements.map((element) => literalOf(source, element))
    case 'ObjectExpression':
      return Object.fromEntries(
        value.properties.flatMap((property) => {
          if (property.type !== 'ObjectProperty' || property.computed) return []
          return [[nameOf(property.key), literalOf(source, property.value)]]
        }),
      )
    default:
      return undefined
  }
}

/** The imports of a file: by local name, the module and the name there. */
export function importsOf({ program }: Source): Map<string, { module: string; name: string }> {
  const imports = new Map<string, { module: string; name: string }>()
  for (const statement of program.body) {
    if (statement.type !== 'ImportDeclaration') continue
    for (const specifier of statement.specifiers) {
      const name =
        specifier.type === 'ImportSpecifier'
          ? (nameOf(specifier.imported) ?? '')
          : specifier.type === 'ImportDefaultSpecifier'
            ? 'default'
            : '*'
      imports.set(specifier.local.name, { module: statement.source.value, name })
    }
  }
  return imports
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
    if (node.type === 'Identifier' && !properties.has(node)) names.add(node.name)
  }
  return names
}
