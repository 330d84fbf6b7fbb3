import { importsOf, type Source, textOf } from '../syntax.ts'
import type { Change } from './changes.ts'
import type { TableNames } from './find-lucia.ts'
import { blobExpiries, findLuciaTables, findTables, type OwnLuciaTables } from './find-tables.ts'
import { type ImportExtension, importPath } from './imports.ts'

/** What is made of the app's own Drizzle tables for Lucia. */
export interface OwnSchema {
  /** The names that the tables are exported under. */
  names: TableNames
  /** The module, as the file imports it. */
  path: string
  changes: Change[]
  notes: string[]
}

/** The app's own Drizzle tables for Lucia, for a file that is to use them. */
export function ownTables(
  sources: Source[],
  from: string,
  extension: ImportExtension,
): OwnSchema | undefined {
  const tables = findTables(sources)
  const own = findLuciaTables(tables)
  if (!own) return undefined
  const { source, names } = own
  const path = importPath(from, source.path, extension)
  const after = withoutBlobs(own, tables)
  return {
    names,
    path,
    changes: after ? [{ path: source.path, before: source.text, after }] : [],
    notes: after
      ? [
          `${source.path}: sessions that are written through blob() expiries never expire, so these are integer() now. The data stays; read the migration that drizzle-kit makes of it before you apply it.`,
        ]
      : [],
  }
}

/** The tables as members of an object: `user: users, session, key`. */
export function members(names: TableNames, prefix = ''): string {
  return Object.entries(names)
    .map(([part, name]) => (part === prefix + name ? part : `${part}: ${prefix}${name}`))
    .join(', ')
}

/** The tables as an import has them. */
export function importedNames(names: TableNames): string {
  return `{ ${Object.values(names).sort().join(', ')} }`
}

/** The schema with `integer()` for expiries that are blobs; undefined when none is. */
function withoutBlobs(
  own: OwnLuciaTables,
  tables: ReturnType<typeof findTables>,
): string | undefined {
  const { source } = own
  const calls = blobExpiries(own, tables)
  if (calls.length === 0) return undefined
  const text = calls
    .sort((one, other) => (other.start ?? 0) - (one.start ?? 0))
    .reduce((text, call) => {
      const [name] = call.arguments
      const code = `integer(${name ? textOf(source, name) : ''})`
      return text.slice(0, call.start ?? 0) + code + text.slice(call.end ?? 0)
    }, source.text)
  const hasInteger = importsOf(source).get('integer') !== undefined
  const isUsed = /\bblob\s*\(/.test(text)
  if (hasInteger) return isUsed ? text : text.replace(/(\{[^}]*?)\bblob\b\s*,\s*|,\s*blob\b/, '$1')
  return text.replace(/\bblob\b/, isUsed ? 'blob, integer' : 'integer')
}
