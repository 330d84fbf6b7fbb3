import MagicString from 'magic-string'
import type { TableNames } from '../../internal/schema/names.ts'
import { importsOf } from '../project/imports.ts'
import { rangeOf, type Source, textOf } from '../project/syntax.ts'
import type { Change } from './changes.ts'
import { renameImport } from './edit/imports.ts'
import { blobExpiries, findLuciaTables, type OwnLuciaTables } from './find-tables.ts'
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
  const own = findLuciaTables(sources)
  if (!own) return undefined
  const { source, names } = own
  const path = importPath(from, source.path, extension)
  const after = withoutBlobs(own)
  return {
    names,
    path,
    changes: after ? [{ path: source.path, before: source.text, after }] : [],
    notes: after ? [blobNote(source)] : [],
  }
}

/** The tables as members of an object: `user: users, session, key`. */
export function members(names: TableNames): string {
  return Object.entries(names)
    .map(([part, name]) => (part === name ? part : `${part}: ${name}`))
    .join(', ')
}

/** The tables as an import has them. */
export function importedNames(names: TableNames): string {
  return `{ ${Object.values(names).sort().join(', ')} }`
}

/** What is said of expiries that are no blobs any more. */
export function blobNote({ path }: Source): string {
  return `${path}: sessions that are written through blob() expiries never expire, so these are integer() now. The data stays; read the migration that drizzle-kit makes of it before you apply it.`
}

/** The schema with `integer()` for expiries that are blobs; undefined when none is. */
export function withoutBlobs(own: OwnLuciaTables): string | undefined {
  const { source } = own
  const calls = blobExpiries(own)
  if (calls.length === 0) return undefined
  const code = new MagicString(source.text)
  for (const call of calls) {
    const [name] = call.arguments
    code.overwrite(...rangeOf(call), `integer(${name ? textOf(source, name) : ''})`)
  }
  const isUsed = /\bblob\s*\(/.test(code.toString())
  const names = [
    ...(isUsed ? ['blob'] : []),
    ...(importsOf(source).has('integer') ? [] : ['integer']),
  ]
  renameImport(source, code, 'blob', names)
  return code.toString()
}
