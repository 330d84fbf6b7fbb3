import type { Expression, Identifier, MemberExpression, Node, ObjectExpression } from '@babel/types'
import type { AppFiles } from './app-files.ts'
import { importsOf } from './imports.ts'
import { declarationOf, nameOf, nodesIn, propertyOf, type Source, unwrap } from './syntax.ts'

/** An expression and the file that it stands in. */
export interface Located<Found extends Node = Node> {
  source: Source
  node: Found
}

/** What an expression is, when constants are followed, those of other files of the app too. */
export function follow({ source, node: given }: Located, files?: AppFiles): Located {
  const node = unwrap(given)
  if (node.type === 'MemberExpression') return followMember({ source, node }, files)
  const value = node.type === 'Identifier' && meantBy({ source, node }, files)
  return value ? follow(value, files) : { source, node }
}

/** What a name stands for: a constant of the file, or of the file of the app that it is from. */
function meantBy(
  { source, node: { name } }: Located<Identifier>,
  files: AppFiles | undefined,
): Located | undefined {
  const declared = declarationOf(source, name)
  if (declared) {
    const { kind, init } = declared
    return kind === 'const' && init ? { source, node: init } : undefined
  }
  const imported = importsOf(source).get(name)
  const module = imported && files?.imported(source.path, imported.module)
  const exported = module && exportOf(module, imported.name)
  return exported && { source: module, node: exported }
}

/** The value of `TABLES.user`. */
function followMember({ source, node }: Located<MemberExpression>, files?: AppFiles): Located {
  const object = follow({ source, node: node.object }, files)
  const name = node.computed
    ? literalOf({ source, node: node.property }, files)
    : nameOf(node.property)
  const value =
    object.node.type === 'ObjectExpression' && typeof name === 'string'
      ? propertyOf(object.node, name)
      : undefined
  return value ? follow({ source: object.source, node: value }, files) : { source, node }
}

/** What a module exports under a name: a constant of its own. */
function exportOf(source: Source, name: string): Expression | undefined {
  for (const statement of source.program.body) {
    if (statement.type === 'ExportDefaultDeclaration' && name === 'default') {
      return statement.declaration as Expression
    }
    if (statement.type !== 'ExportNamedDeclaration' || statement.source) continue
    for (const specifier of statement.specifiers) {
      if (specifier.type === 'ExportSpecifier' && nameOf(specifier.exported) === name) {
        return specifier.local as Expression
      }
    }
  }
  const declared = declarationOf(source, name)
  return declared?.isExported && declared.kind === 'const'
    ? (declared.init ?? undefined)
    : undefined
}

/** The property of the outermost object that has it: `defineConfig({ ... })`. */
export function findProperty(source: Source, name: string): Expression | undefined {
  for (const node of nodesIn(source.program)) {
    const { node: object } = follow({ source, node })
    const found = object.type === 'ObjectExpression' && propertyOf(object, name)
    if (found) return found
  }
  return undefined
}

/** The value of that property; undefined when it is computed. */
export function settingOf(source: Source, name: string): unknown {
  const node = findProperty(source, name)
  return node && literalOf({ source, node })
}

/** The value of an expression of literals and constants; undefined when it is computed. */
export function literalOf(located: Located, files?: AppFiles): unknown {
  const { source, node } = follow(located, files)
  const value = (part: Node) => literalOf({ source, node: part }, files)
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return node.value
    case 'NullLiteral':
      return null
    case 'TemplateLiteral': {
      const values = node.expressions.map(value)
      if (values.includes(undefined)) return undefined
      return node.quasis.map(({ value: { cooked } }, at) => `${cooked}${values[at] ?? ''}`).join('')
    }
    case 'BinaryExpression':
      return binary(node.operator, value(node.left), value(node.right))
    case 'ArrayExpression':
      return list(node.elements.map((element) => element && value(element)))
    case 'ObjectExpression':
      return objectValue({ source, node }, files)
    default:
      return undefined
  }
}

/** A list with an item that is not known is not known. */
function list(values: unknown[]): unknown[] | undefined {
  return values.includes(undefined) ? undefined : values
}

function binary(operator: string, left: unknown, right: unknown): unknown {
  if (left === undefined || right === undefined) return undefined
  if (operator === '+' && typeof left === 'string') return `${left}${right}`
  if (typeof left !== 'number' || typeof right !== 'number') return undefined
  return { '*': left * right, '+': left + right, '-': left - right }[operator]
}

/** The object with the values that are known; a spread of what is not known hides nothing. */
function objectValue({ source, node }: Located<ObjectExpression>, files?: AppFiles): object {
  const values: Record<string, unknown> = {}
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      Object.assign(values, literalOf({ source, node: property.argument }, files))
    } else if (!property.computed) {
      const value = property.type === 'ObjectProperty' ? property.value : undefined
      values[nameOf(property.key) ?? ''] = value && literalOf({ source, node: value }, files)
    }
  }
  return values
}
