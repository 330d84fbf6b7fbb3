import type { Node } from '@babel/types'
import { importsOf } from '../../project/imports.ts'
import {
  type Declared,
  declarationsOf,
  nameOf,
  nodesIn,
  rangeOf,
  type Source,
  usesOf,
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
    const places = usesOf(source, name)
    const goes = (node: Node) => isIn(gone, node) && !isIn(kept, node)
    return places.some(goes) && places.every(goes)
  }
  const next = () =>
    candidates.find((one) => !constants.includes(one) && isUnused(nameOf(one.id) ?? ''))
  for (let found = next(); found; found = next()) {
    constants.push(found)
    gone.push(found.statement)
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

/** Whether a constant can go without anything else that happens with it. */
function isDisposable({ statement, kind, id, init, isExported }: Declared): boolean {
  if (isExported || kind !== 'const' || id.type !== 'Identifier' || !init) return false
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length > 1) return false
  const acts =
    /^(Call|New|Await|Yield|Assignment|Update|TaggedTemplate|OptionalCall|Import)Expression$/
  return ![...nodesIn(init)].some(({ type }) => acts.test(type) || type === 'Import')
}
