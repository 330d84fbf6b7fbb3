import type { Expression, MemberExpression, Node, ObjectExpression } from '@babel/types'
import type { AppFiles } from './app-files.ts'
import { importsOf } from './imports.ts'
import { declarationOf, nameOf, propertyOf, type Source, unwrap } from './syntax.ts'

/** An expression and the file that it stands in. */
export interface Located<Found extends Node = Node> {
  source: Source
  node: Found
}

/** What an expression is, when constants are followed, those of other files of the app too. */
export function follow({ source, node: given }: Located, files?: AppFiles): Located {
  const node = unwrap(given)
  if (node.type === 'MemberExpression') return followMember({ source, node }, files)
  if (node.type !== 'Identifier') return { source, node }
  const declared = declarationOf(source, node.name)
  if (declared) {
    const isConstant = declared.kind === 'const' && declared.id.type === 'Identifier'
    return isConstant && declared.init
      ? follow({ source, node: declared.init }, files)
      : { source, node }
  }
  const imported = importsOf(source).get(node.name)
  const module = imported && files?.imported(source.path, imported.module)
  if (!imported || !module) return { source, node }
  const exported = exportOf(module, imported.name)
  return exported ? follow({ source: module, node: exported }, files) : { source, node }
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

/** The value of an expression of literals and constants; undefined when it is computed. */
export function literalOf(located: Located | undefined, files?: AppFiles): unknown {
  if (!located) return undefined
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
