import { isDeepStrictEqual } from 'node:util'
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser'
import { parseWrangler, type WranglerConfiguration } from '../wrangler.ts'

const flag = 'nodejs_compat'

/** Whether the configuration has the flag in one of its forms. */
export function hasNodeCompat({ compatibilityFlags }: WranglerConfiguration): boolean {
  return compatibilityFlags.some((name) => name === flag || name === `${flag}_v2`)
}

/**
 * The configuration with `nodejs_compat`: the platform's own scrypt, and sockets. All else stays as
 * it is written. Undefined when that cannot be done to the text.
 */
export function withNodeCompat(configuration: WranglerConfiguration): string | undefined {
  const { file, text, compatibilityFlags } = configuration
  const after = file.endsWith('.toml') ? editToml(text) : editJson(text, compatibilityFlags)
  try {
    const expected = {
      ...parseWrangler(file, text),
      compatibility_flags: [...compatibilityFlags, flag],
    }
    return isDeepStrictEqual(plain(parseWrangler(file, after)), plain(expected)) ? after : undefined
  } catch {
    return undefined
  }
}

function editJson(text: string, flags: string[]): string {
  const root = parseTree(text, [], { allowTrailingComma: true })
  const item = JSON.stringify(flag)
  const last = root && findNodeAtLocation(root, ['compatibility_flags', flags.length - 1])
  if (last && flags.length > 0) return insertAfter(text, last, item)
  const empty = root && findNodeAtLocation(root, ['compatibility_flags'])
  if (empty) {
    return `${text.slice(0, empty.offset)}[${item}]${text.slice(empty.offset + empty.length)}`
  }
  const date = root && findNodeAtLocation(root, ['compatibility_date'])
  const before = date?.parent ?? root?.children?.[0]
  return before ? insertAfter(text, before, `"compatibility_flags": [${item}]`) : text
}

/** The text with one more member after a member of an object or array, on a line like that one's. */
function insertAfter(text: string, member: Node, code: string): string {
  const end = member.offset + member.length
  const before = /(^|\r?\n)([ \t]*)$/.exec(text.slice(0, member.offset))
  const separator = before ? `,${before[0]}` : ', '
  return text.slice(0, end) + separator + code + text.slice(end)
}

function editToml(text: string): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const top = /^[ \t]*\[/m.exec(text)?.index ?? text.length
  const flags = /^([ \t]*compatibility_flags[ \t]*=[ \t]*\[)([^\]#]*?)(,?\s*)\]/m.exec(text)
  if (flags && flags.index < top) {
    const [all, start, items = '', end] = flags
    const separator = items.trim() === '' ? '' : ', '
    const after = `${start}${items}${separator}"${flag}"${end?.includes('\n') ? end : ''}]`
    return text.replace(all, () => after)
  }
  const line = `compatibility_flags = ["${flag}"]`
  const date = /^[ \t]*compatibility_date[^\r\n]*/m.exec(text)
  const place = date && date.index < top ? date.index + date[0].length : undefined
  if (place !== undefined) return `${text.slice(0, place)}${eol}${line}${text.slice(place)}`
  return `${text.slice(0, top)}${line}${eol}${text.slice(top)}`
}

/** The values without the classes of the parsers: a TOML date is an object of its own. */
function plain(values: unknown): unknown {
  return JSON.parse(JSON.stringify(values))
}
