import { posix } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { reachOf } from '../drivers/entries.ts'
import { withListItem } from '../project/json-edit.ts'
import { drizzle1, foldersIn, type MigrationSettings, wranglerWithPattern } from '../project/kit.ts'
import type { Project } from '../project/project.ts'
import {
  nodeCompat as flag,
  hasNodeCompat,
  nodejsDate,
  parseWrangler,
  type WranglerConfiguration as Wrangler,
} from '../project/wrangler.ts'
import type { Answers } from './answers.ts'
import { type PlanPart, planOf } from './plan.ts'

/** A D1 database that a configuration is to have. */
interface NewD1 {
  binding: string
  /** Where its migrations are, unless they are where wrangler looks by itself. */
  migrations: MigrationSettings | undefined
}

/** The wrangler configuration with the flag that it lacks and, where one is to be, a D1 database. */
export function wranglerChanges({ wrangler }: Project, d1?: NewD1): PlanPart {
  if (!wrangler) return {}
  const { file, text, isCode } = wrangler
  const notes = [...environmentNotes(wrangler), ...dateNotes(wrangler)]
  const name = isCode ? 'compatibilityFlags' : 'compatibility_flags'
  const flagged = hasNodeCompat(wrangler) ? text : withNodeCompat(wrangler)
  if (flagged === undefined) notes.unshift(`Add "nodejs_compat" to ${name} in ${file}.`)
  const before = flagged ?? text
  const bound = d1 ? withD1({ ...wrangler, text: before }, d1) : before
  if (bound === undefined) {
    notes.unshift(`Add a D1 database with the binding ${d1?.binding} to ${file}.`)
  }
  const after = bound ?? before
  return { changes: after === text ? [] : [{ path: file, before: text, after }], notes }
}

/** The same for a new set-up, whose database is there then where it is one of D1. */
export function newWranglerChanges(
  project: Project,
  { driver, binding }: Pick<Answers, 'driver' | 'binding'>,
): PlanPart {
  if (reachOf(driver) !== 'binding') return wranglerChanges(project)
  const isBound = project.wrangler?.d1.some((one) => one.binding === binding)
  const { settings: migrations, notes } = migrationFolders(project, binding) ?? {}
  return planOf(wranglerChanges(project, isBound ? undefined : { binding, migrations }), { notes })
}

/**
 * How wrangler finds the migrations of a D1 database where drizzle-kit, from 1.0 on, writes a folder
 * for each: settings for a new database, and notes on what is to be done by hand. Undefined before 1.0.
 */
function migrationFolders(project: Project, binding: string) {
  if (drizzle1(project) === undefined) return undefined
  const { wrangler, drizzle } = project
  const database = wrangler?.d1.find((one) => one.binding === binding)
  const folder = drizzle?.out ?? database?.migrationsFolder ?? 'migrations'
  const settings = foldersIn(posix.normalize(folder).replace(/\/$/, ''))
  if (database?.migrationsPattern !== undefined) return { settings, notes: [] }
  const what = `drizzle-kit writes a folder for each migration, which wrangler finds from ${wranglerWithPattern} on`
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}"`)
  const byHand = `, with ${lines.join(' and ')} for ${binding} in ${wrangler?.file}`
  const isWritten = !database && wrangler !== undefined && !wrangler.isCode
  return { settings, notes: [`${what}${isWritten ? '' : byHand}.`] }
}

/** What to know of a Worker whose configuration is left as it is. */
export function wranglerNotes({ wrangler }: Project): string[] {
  if (!wrangler) return []
  const lacking = `${wrangler.file}: with "nodejs_compat" in compatibility_flags passwords are hashed by the platform, at half the CPU time or less.`
  const own = hasNodeCompat(wrangler) ? environmentNotes(wrangler) : [lacking]
  return [...own, ...dateNotes(wrangler)]
}

/** Environments with flags of their own do not have those of the Worker. */
function environmentNotes({ file, environments, compatibilityFlags }: Wrangler): string[] {
  return environments
    .filter(
      (one) => one.compatibilityFlags.join() !== compatibilityFlags.join() && !hasNodeCompat(one),
    )
    .map(({ name }) => `Add "nodejs_compat" to compatibility_flags of env.${name} in ${file}.`)
}

function dateNotes({ file, compatibilityDate }: Wrangler): string[] {
  if ((compatibilityDate ?? '') >= nodejsDate) return []
  return [
    `${file}: from compatibility_date ${nodejsDate} on, passwords are hashed by the platform, and drivers for Hyperdrive work. Try a later date than ${compatibilityDate ?? 'none'}.`,
  ]
}

/**
 * The configuration with `nodejs_compat`: the platform's own scrypt, and sockets. All else stays as
 * it is written. Undefined when that cannot be done to the text.
 */
export function withNodeCompat(configuration: Wrangler): string | undefined {
  const { file, text, compatibilityFlags } = configuration
  const after = file.endsWith('.toml')
    ? editToml(text)
    : withListItem(text, ['compatibility_flags'], JSON.stringify(flag), ['compatibility_date'])
  return edited(configuration, after, { compatibility_flags: [...compatibilityFlags, flag] })
}

/**
 * The configuration with a D1 database that wrangler keeps on this computer: nothing that has to be
 * made first, with an account. Undefined when that cannot be done to the text.
 */
function withD1(configuration: Wrangler, { binding, migrations }: NewD1): string | undefined {
  const { file, text, name = 'app' } = configuration
  const item = { binding, database_name: name, database_id: 'local', ...migrations }
  const entries = Object.entries(item)
  const lines = entries.map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
  const members = entries.map(([key, value]) => `"${key}": ${JSON.stringify(value)}`)
  const separator = text.endsWith('\n') || text === '' ? '' : '\n'
  const after = file.endsWith('.toml')
    ? `${text}${separator}\n${['[[d1_databases]]', ...lines].join('\n')}\n`
    : withListItem(text, ['d1_databases'], `{ ${members.join(', ')} }`, ['compatibility_flags'])
  return edited(configuration, after, { d1_databases: [item] })
}

/** An edited text where it says the same as before, but for some members; code cannot be edited. */
function edited({ file, text }: Wrangler, after: string, members: object): string | undefined {
  try {
    const expected = { ...parseWrangler(file, text), ...members }
    return isDeepStrictEqual(plain(parseWrangler(file, after)), plain(expected)) ? after : undefined
  } catch {
    return undefined
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
