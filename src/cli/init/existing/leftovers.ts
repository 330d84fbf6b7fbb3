import type { Node } from '@babel/types'
import { importsOf } from '../../project/imports.ts'
import {
  type Declared,
  declarationsOf,
  nameOf,
  nodesIn,
  rangeOf,
  type Source,
} from '../../project/syntax.ts'

/** What only the code that goes has used. */
export interface Leftovers {
  /** The local names of imports. */
  imports: Set<string>
  /** Constants that do nothing but hold a value. */
  constants: Declared[]
}

/** Finds what has no use any more when some code goes, but for the parts of it that are kept. */
export function leftoversOf(source: Source, gone: Node[], kept: Node[]): Leftovers {
  const constants: Declared[] = []
  const candidates = declarationsOf(source).filter(isDisposable)
  const isUnused = (name: string) => {
    const places = usesIn(source, name)
    const goes = (node: Node) => isIn(gone, node) && !isIn(kept, node)
    return places.some(goes) && places.every(goes)
  }
  for (let found = true; found; ) {
    const next = candidates.find(
      (one) => !constants.includes(one) && isUnused(nameOf(one.id) ?? ''),
    )
    if (next) constants.push(next)
    if (next) gone.push(next.statement)
    found = next !== undefined
  }
  return { imports: new Set([...importsOf(source).keys()].filter(isUnused)), constants }
}

/** Whether a node is one of some others, or in one. */
export function isIn(places: Node[], node: Node): boolean {
  const [start, end] = rangeOf(node)
  return places.some((place) => {
    const [from, to] = rangeOf(place)
    return from <= start && end <= to
  })
}

/** Where a name stands, but for its import or declaration. */
function usesIn({ program }: Source, name: string): Node[] {
  const declared = new Set<Node>()
  const uses: Node[] = []
  for (const node of nodesIn(program)) {
    if (node.type === 'ImportDeclaration') for (const part of nodesIn(node)) declared.add(part)
    if (node.type === 'VariableDeclarator') {
      declared.add(node.id)
      if (node.id.type === 'ObjectPattern') for (const part of nodesIn(node.id)) declared.add(part)
    }
    if (node.type === 'MemberExpression' && !node.computed) declared.add(node.property)
    if (node.type === 'ObjectProperty' && !node.computed && !node.shorthand) declared.add(node.key)
    const isName = node.type === 'Identifier' || node.type === 'JSXIdentifier'
    if (isName && node.name === name && !declared.has(node)) uses.push(node)
  }
  return uses
}

/** Whether a constant can go without anything else that happens with it. */
function isDisposable({ statement, kind, id, init, isExported }: Declared): boolean {
  if (isExported || kind !== 'const' || id.type !== 'Identifier' || !init) return false
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length > 1) return false
  const acts =
    /^(Call|New|Await|Yield|Assignment|Update|TaggedTemplate|OptionalCall|Import)Expression$/
  return ![...nodesIn(init)].some(({ type }) => acts.test(type) || type === 'Import')
}
