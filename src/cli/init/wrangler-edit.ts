import { isDeepStrictEqual } from 'node:util'
import { withListItem } from '../project/json-edit.ts'
import type { MigrationSettings } from '../project/kit.ts'
import {
  nodeCompat as flag,
  parseWrangler,
  type WranglerConfiguration,
} from '../project/wrangler.ts'

/**
 * The configuration with `nodejs_compat`: the platform's own scrypt, and sockets. All else stays as
 * it is written. Undefined when that cannot be done to the text.
 */
export function withNodeCompat(configuration: WranglerConfiguration): string | undefined {
  const { file, text, compatibilityFlags, isCode } = configuration
  if (isCode) return undefined
  const after = file.endsWith('.toml')
    ? editToml(text)
    : withListItem(text, ['compatibility_flags'], JSON.stringify(flag), ['compatibility_date'])
  const flags = { compatibility_flags: [...compatibilityFlags, flag] }
  return isEdited(configuration, after, flags) ? after : undefined
}

/** A D1 database that a configuration is to have. */
export interface NewD1 {
  binding: string
  /** Where its migrations are, unless they are where wrangler looks by itself. */
  migrations: MigrationSettings | undefined
}

/**
 * The configuration with a D1 database that wrangler keeps on this computer: nothing that has to be
 * made first, with an account. Undefined when that cannot be done to the text.
 */
export function withD1(
  configuration: WranglerConfiguration,
  { binding, migrations }: NewD1,
): string | undefined {
  const { file, text, name = 'app', isCode } = configuration
  if (isCode) return undefined
  const item = { binding, database_name: name, database_id: 'local', ...migrations }
  const entries = Object.entries(item)
  const lines = entries.map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
  const members = entries.map(([key, value]) => `"${key}": ${JSON.stringify(value)}`)
  const separator = text.endsWith('\n') || text === '' ? '' : '\n'
  const after = file.endsWith('.toml')
    ? `${text}${separator}\n${['[[d1_databases]]', ...lines].join('\n')}\n`
    : withListItem(text, ['d1_databases'], `{ ${members.join(', ')} }`, ['compatibility_flags'])
  return isEdited(configuration, after, { d1_databases: [item] }) ? after : undefined
}

/** Whether a text says the same as before, but for some members. */
function isEdited({ file, text }: WranglerConfiguration, after: string, members: object): boolean {
  try {
    const expected = { ...parseWrangler(file, text), ...members }
    return isDeepStrictEqual(plain(parseWrangler(file, after)), plain(expected))
  } catch {
    return false
  }
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
