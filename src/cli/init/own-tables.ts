import MagicString from 'magic-string'
import { importsOf } from '../project/imports.ts'
import { rangeOf, type Source, textOf } from '../project/syntax.ts'
import { renameImport } from './edit/imports.ts'
import { blobExpiries, findLuciaTables } from './find-tables.ts'
import type { Parts, SchemaImport } from './parts.ts'
import { importPath } from './place.ts'
import type { PlanPart } from './plan.ts'

/** The app's own Drizzle tables for Lucia, as `auth.ts` imports them. */
export function ownTables(parts: Parts): (PlanPart & { schema: SchemaImport }) | undefined {
  const { app, authPath, extension } = parts
  const own = findLuciaTables(app.files.sources)
  if (!own) return undefined
  const { source, names } = own
  const members = Object.entries(names).map(([part, name]) =>
    part === name ? part : `${part}: ${name}`,
  )
  const imported = Object.values(names).sort().join(', ')
  return {
    ...withIntegerExpiries(source),
    schema: {
      import: `import { ${imported} } from '${importPath(authPath, source.path, extension)}'`,
      statement: `const schema = { ${members.join(', ')} }`,
    },
  }
}

/** A file of tables with `integer()` for expiries that are blobs; nothing where none is. */
export function withIntegerExpiries(source: Source): PlanPart {
  const { path, text } = source
  const calls = blobExpiries(source)
  if (calls.length === 0) return {}
  const code = new MagicString(text)
  for (const call of calls) {
    const [name] = call.arguments
    code.overwrite(...rangeOf(call), `integer(${name ? textOf(source, name) : ''})`)
  }
  const isUsed = /\bblob\s*\(/.test(code.toString())
  const isImported = importsOf(source).has('integer')
  const names = [...(isUsed ? ['blob'] : []), ...(isImported ? [] : ['integer'])]
  renameImport(source, code, 'blob', names)
  return {
    changes: [{ path, before: text, after: code.toString() }],
    notes: [
      `${path}: sessions that are written through blob() expiries never expire, so these are integer() now. The data stays; read the migration that drizzle-kit makes of it before you apply it.`,
    ],
  }
}
