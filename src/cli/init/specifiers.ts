import type MagicString from 'magic-string'
import { rangeOf, type Source, textOf } from '../project/syntax.ts'

/**
 * Puts other names in the place of an imported one, and more declarations behind the one that it is
 * in. A declaration that has no names left goes, with its line.
 */
export function renameImport(
  source: Source,
  code: MagicString,
  local: string,
  names: string[],
  more: string[] = [],
): void {
  for (const declaration of source.program.body) {
    if (declaration.type !== 'ImportDeclaration') continue
    const { specifiers } = declaration
    if (!specifiers.some((specifier) => specifier.local.name === local)) continue
    const listed = specifiers.flatMap((specifier) => {
      if (specifier.local.name === local) return names
      return specifier.type === 'ImportSpecifier' ? textOf(source, specifier) : []
    })
    const braces = /\{[^}]*\}/.exec(textOf(source, declaration))
    const [start] = rangeOf(declaration)
    if (listed.length === 0) {
      if (more.length === 0) removeLine(source, code, rangeOf(declaration))
      else code.overwrite(...rangeOf(declaration), more.join('\n'))
    } else if (braces) {
      const from = start + braces.index
      code.overwrite(from, from + braces[0].length, `{ ${listed.join(', ')} }`)
      for (const line of more) code.appendRight(rangeOf(declaration)[1], `\n${line}`)
    }
  }
}

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
