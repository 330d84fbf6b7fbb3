import type { Node, TSTypeElement } from '@babel/types'
import { nameOf, nodesIn, type Source, textOf } from '../project/syntax.ts'

/** An attribute as the app's `declare namespace Lucia` has it. Its name is that of its column. */
export interface Attribute {
  name: string
  /** The type without `null`: `string`, `'a' | 'b'`. */
  type: string
  isNullable: boolean
}

/**
 * The attributes that the app declares under a name of the namespace `Lucia`: none when it declares
 * none, undefined when they stand elsewhere.
 */
export function declaredAttributes(
  sources: Source[],
  declared: 'DatabaseUserAttributes' | 'DatabaseSessionAttributes',
): Attribute[] | undefined {
  for (const source of sources) {
    for (const space of nodesIn(source.program)) {
      const isLucia = space.type === 'TSModuleDeclaration' && nameOf(space.id) === 'Lucia'
      if (!isLucia) continue
      for (const node of nodesIn(space.body)) {
        if (node.type === 'TSInterfaceDeclaration' && node.id.name === declared) {
          return node.extends?.length ? undefined : readMembers(source, node.body.body)
        }
        if (node.type === 'TSTypeAliasDeclaration' && node.id.name === declared) {
          return readType(source, node.typeAnnotation)
        }
      }
    }
  }
  return []
}

function readType(source: Source, type: Node): Attribute[] | undefined {
  if (type.type === 'TSTypeLiteral') return readMembers(source, type.members)
  return /^Record<(never|string), never>$/.test(textOf(source, type)) ? [] : undefined
}

function readMembers(source: Source, members: TSTypeElement[]): Attribute[] | undefined {
  const attributes: Attribute[] = []
  for (const member of members) {
    const name = member.type === 'TSPropertySignature' ? nameOf(member.key) : undefined
    if (member.type !== 'TSPropertySignature' || !name || !member.typeAnnotation) return undefined
    const type = member.typeAnnotation.typeAnnotation
    const parts = type.type === 'TSUnionType' ? type.types : [type]
    const isNothing = (part: Node) =>
      part.type === 'TSNullKeyword' || part.type === 'TSUndefinedKeyword'
    attributes.push({
      name,
      type: parts
        .filter((part) => !isNothing(part))
        .map((part) => textOf(source, part))
        .join(' | '),
      isNullable: Boolean(member.optional) || parts.some(isNothing),
    })
  }
  return attributes
}
