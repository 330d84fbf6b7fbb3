import { posix } from 'node:path'
import { dialectOf } from '../drivers/entries.ts'
import { typePrinter } from '../printer.ts'
import { namesIn, type Source } from '../project/syntax.ts'
import type { Answers } from './answers.ts'
import { type Attribute, declaredAttributes } from './attributes.ts'
import { type ColumnCode, columnOf } from './columns.ts'
import type { ExistingLucia } from './find-lucia.ts'
import { importExtension, importPath } from './imports.ts'
import { importedNames, members, type OwnSchema, ownTables } from './own-tables.ts'
import { freePath, type Place } from './place.ts'
import { type Plan, wranglerChanges } from './plan.ts'
import { type ReplacementSchema, replaceLucia } from './replace-lucia.ts'
import { schemaFile } from './schema-file.ts'
import { tsconfigChanges } from './tsconfig.ts'

/** The plan for an app with a set-up of Lucia v2: the same on `createAuth()`, and no data changes. */
export async function existingSetUp(
  place: Place,
  lucia: ExistingLucia,
  answers: Answers,
): Promise<Plan> {
  const { project, sources } = place
  const { source } = lucia
  const inFile = await importExtension(place, [source])
  const own = ownTables(sources, source.path, inFile)
  const tables = own ? undefined : await describedTables(place, answers)
  const schema = own
    ? ownImport(source, own)
    : newImport(source, importPath(source.path, tables?.path ?? '', inFile))
  const replaced = replaceLucia(lucia, schema)
  const wrangler = wranglerChanges(project)
  const tsconfig = await tsconfigChanges(project.folder, answers)
  return {
    changes: [
      ...(own?.changes ?? tables?.changes ?? []),
      { path: source.path, before: source.text, after: replaced },
      ...wrangler.changes,
      ...tsconfig.changes,
    ],
    notes: [
      ...(own ? [...own.notes, ownNote] : (tables?.notes ?? [])),
      ...wrangler.notes,
      ...tsconfig.notes,
    ],
    hasTables: true,
    use: [],
  }
}

/** The import of a new schema file, under a name that the set-up does not have yet. */
function newImport(source: Source, path: string): ReplacementSchema {
  const isTaken = namesIn(source).has('schema')
  const name = isTaken ? 'authSchema' : 'schema'
  return { specifiers: `* as ${name}`, path, option: isTaken ? `schema: ${name}` : name }
}

/** The import of the app's own tables, under names that the set-up does not have yet. */
function ownImport(source: Source, { names, path }: OwnSchema): ReplacementSchema {
  const taken = namesIn(source)
  const isTaken = Object.values(names).some((name) => taken.has(name))
  const prefix = isTaken ? 'authSchema.' : ''
  return {
    specifiers: isTaken ? '* as authSchema' : importedNames(names),
    path,
    option: `schema: { ${members(names, prefix)} }`,
  }
}

const ownNote =
  'Attributes go by the property names of your Drizzle tables now: read getUserAttributes again where a column is called otherwise.'

/** A file for the tables that the app has, by what its code says of them. */
async function describedTables(place: Place, { driver, tableNames }: Answers) {
  const path = await freePath(place, ['schema', 'auth-schema'])
  const dialect = dialectOf(driver)
  const notes: string[] = []
  const ts = typePrinter(place.language)
  const columns = (name: 'DatabaseUserAttributes' | 'DatabaseSessionAttributes'): ColumnCode[] => {
    const attributes = declaredAttributes(place.sources, name)
    if (!attributes)
      notes.push(`Write the columns of Lucia.${name} into ${path}: init could not read them.`)
    return (attributes ?? []).map((attribute) => column(attribute))
  }
  const column = (attribute: Attribute): ColumnCode => {
    const made = columnOf(dialect, attribute, ts)
    if (made.isGuess) {
      notes.push(`${path}: check the column "${attribute.name}", whose type is ${attribute.type}.`)
    }
    return made
  }
  const user = columns('DatabaseUserAttributes')
  const session = columns('DatabaseSessionAttributes')
  const text = schemaFile({ driver, tableNames, user, session })
  const name = posix.basename(path)
  notes.push(`${name} describes the tables that you have: nothing in the database changes.`)
  return { path, changes: [{ path, before: undefined, after: text }], notes }
}
