import type { Node } from '@babel/types'
import type MagicString from 'magic-string'
import { rangeOf, type Source } from '../../project/syntax.ts'

/** Takes a statement out, with the rest of its lines where nothing else stands there. */
export function removeLine({ text }: Source, code: MagicString, [start, end]: [number, number]) {
  const before = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0
  const isAlone = rest > 0 && (start === before || text[start - before - 1] === '\n')
  code.remove(isAlone ? start - before : start, end + rest)
}

/** Code whose lines end as those of the file do. */
export function withEndingsOf({ text }: Source, code: string): string {
  const isOfWindows = text.includes('\r\n') && !/[^\r]\n/.test(text)
  return isOfWindows ? code.replace(/\r?\n/g, '\r\n') : code
}

/** Where a property stands, with the comma and the space behind it, or before it if it is the last. */
export function withComma({ text }: Source, property: Node): [start: number, end: number] {
  const [start, end] = rangeOf(property)
  const [behind] = /^\s*,\s*/.exec(text.slice(end)) ?? []
  if (behind !== undefined) return [start, end + behind.length]
  return [start - (/,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0), end]
}
