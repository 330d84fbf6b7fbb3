import type { Node } from '@babel/types'
import { nodesIn, parseSource, type Source } from '../syntax.ts'

/** The code that `init` writes, for an app in JavaScript: the same without its types. */
export function stripTypes(code: string): string {
  const source = parseSource('code.ts', code)
  if (!source) throw new Error(`This is no TypeScript:\n${code}`)
  const ranges = [...nodesIn(source.program)].flatMap((node) => rangesOf(source, node))
  const isInside = ([start, end]: Range) =>
    ranges.some(([from, to]) => from <= start && end <= to && to - from > end - start)
  const text = ranges
    .filter((range) => !isInside(range))
    .sort(([one], [other]) => other - one)
    .reduce((text, [start, end]) => text.slice(0, start) + text.slice(end), code)
  return text.replace(/\n{3,}/g, '\n\n')
}

type Range = [start: number, end: number]

/** What of a node is only there for types. */
function rangesOf(source: Source, node: Node): Range[] {
  const [start, end] = [node.start ?? 0, node.end ?? 0]
  switch (node.type) {
    case 'ExportNamedDeclaration':
      return node.exportKind === 'type' ? [[commentBefore(source, start), end + 1]] : []
    case 'ImportDeclaration':
      return node.importKind === 'type' ? [[start, end + 1]] : []
    case 'ImportSpecifier':
      return node.importKind === 'type' ? [specifierRange(source, start, end)] : []
    case 'TSSatisfiesExpression':
      return [[node.expression.end ?? 0, end]]
    case 'TSTypeAnnotation':
    case 'TSTypeParameterInstantiation':
      return [[start, end]]
    default:
      return []
  }
}

/** Where the comment above a statement starts. */
function commentBefore({ text }: Source, start: number): number {
  return start - (/\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n$/.exec(text.slice(0, start))?.[0].length ?? 0)
}

/** A specifier with the comma that goes with it. */
function specifierRange({ text }: Source, start: number, end: number): Range {
  const after = /^,\s*/.exec(text.slice(end))?.[0].length ?? 0
  const before = after === 0 ? (/,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0) : 0
  return [start - before, end + after]
}
