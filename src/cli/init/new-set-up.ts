import { posix } from 'node:path'
import { dialectFacts } from '../drivers/dialect.ts'
import { dialectOf, reachOf } from '../drivers/entries.ts'
import { typePrinter } from '../printer.ts'
import type { Source } from '../project/syntax.ts'
import type { Answers } from './answers.ts'
import { authFile } from './auth-file.ts'
import type { Change } from './changes.ts'
import { columnOf } from './columns.ts'
import { drizzleFile, readsSchema, withSchema } from './drizzle-file.ts'
import { findHandle, findTables, type OwnTable } from './find-tables.ts'
import { type ImportExtension, importExtension, importPath } from './imports.ts'
import { middlewareOf } from './middleware.ts'
import { importedNames, members, ownTables } from './own-tables.ts'
import { entryOf, freePath, type Place, schemaPath } from './place.ts'
import { type Plan, wranglerChanges } from './plan.ts'
import { schemaFile } from './schema-file.ts'
import { compilesFolder, tsconfigChanges } from './tsconfig.ts'

/** The plan for an app without Lucia. */
export async function newSetUp(place: Place, answers: Answers): Promise<Plan> {
  const { project, sources } = place
  const extension = await importExtension(place, sources)
  const authPath = await freePath(place, ['auth', 'lucia'])
  const own = ownTables(sources, authPath, extension)
  const tables = own ? undefined : await newTables(place, answers, findTables(sources))
  const schema = own
    ? {
        import: `import ${importedNames(own.names)} from '${own.path}'`,
        statement: `const schema = { ${members(own.names)} }`,
      }
    : { import: `import * as schema from '${importPath(authPath, tables?.path ?? '', extension)}'` }
  const auth = authFile({
    ...answers,
    ts: typePrinter(place.language),
    hasHono: Object.hasOwn(project.dependencies, 'hono'),
    middleware: middlewareOf(project),
    handle:
      answers.runsOn === 'node' ? appHandle(sources, answers, authPath, extension) : undefined,
    schema,
    attributes: answers.attribute ? [answers.attribute] : [],
  })
  const wrangler = wranglerChanges(project)
  const tsconfig = await tsconfigChanges(project.folder, answers)
  const changes = [
    ...(own?.changes ?? tables?.changes ?? []),
    { path: authPath, before: undefined, after: auth },
    ...wrangler.changes,
    ...tsconfig.changes,
  ]
  const notes = [...(own?.notes ?? tables?.notes ?? []), ...wrangler.notes, ...tsconfig.notes]
  if (answers.runsOn === 'workers' && reachOf(answers.driver) === 'hyperdrive') {
    notes.push(cachingNote)
  }
  return { changes, notes, hasTables: false, use: usage(place, answers, authPath, extension) }
}

const cachingNote =
  'Hyperdrive must be made with --caching-disabled: else sessions go on being valid for a minute after they were signed out.'

/** How the app's entry uses the file. */
function usage(
  { project, language }: Place,
  { runsOn }: Answers,
  authPath: string,
  extension: ImportExtension,
): string[] {
  const path = importPath(entryOf(project), authPath, extension)
  if (Object.hasOwn(project.dependencies, 'hono')) {
    const isTyped = language === 'ts'
    return [
      `import { ${isTyped ? 'type AuthEnv, ' : ''}authMiddleware } from '${path}'`,
      `const app = new Hono${isTyped ? '<AuthEnv>' : ''}()`,
      'app.use(authMiddleware)',
    ]
  }
  return [`import { ${runsOn === 'workers' ? 'setUpAuth' : 'auth'} } from '${path}'`]
}

/** A file for the tables, and a configuration of drizzle-kit that reads it. */
async function newTables(place: Place, answers: Answers, existing: OwnTable[]) {
  const { driver, attribute } = answers
  const path = await schemaPath(place)
  const attributes = attribute ? [{ name: attribute, type: 'string', isNullable: false }] : []
  const columns = attributes.map((column) =>
    columnOf(dialectOf(driver), column, typePrinter(place.language)),
  )
  const user = columns.map((column) => ({
    ...column,
    code: `${column.code}.unique()`,
  }))
  const tableNames = freeNames(answers, existing)
  const text = schemaFile({ driver, tableNames, user, session: [] })
  const drizzle = await drizzleChange(place, answers, path)
  return {
    path,
    changes: [{ path, before: undefined, after: text }, ...drizzle.changes],
    notes: drizzle.notes,
  }
}

/** The table names, others where the app has tables of these names. */
function freeNames({ driver, tableNames }: Answers, existing: OwnTable[]) {
  const taken = existing.map(({ tableName }) => tableName)
  const defaults: string[] = Object.values(dialectFacts[dialectOf(driver)].tableNames)
  const isTaken = Object.values(tableNames).some(
    (name) => taken.includes(name) && defaults.includes(name),
  )
  return isTaken ? { user: 'lucia_user', session: 'lucia_session', key: 'lucia_key' } : tableNames
}

/** A configuration of drizzle-kit that reads the schema: a new one, or the app's with one file more. */
async function drizzleChange(
  { project: { folder, drizzle, wrangler }, language }: Place,
  { driver, binding }: Pick<Answers, 'driver' | 'binding'>,
  schema: string,
): Promise<{ changes: Change[]; notes: string[] }> {
  const database = wrangler?.d1.find((one) => one.binding === binding)
  if (!drizzle) {
    const out = driver === 'd1' ? (database?.migrationsFolder ?? 'migrations') : 'migrations'
    const path = `drizzle.config.${(await compilesFolder(folder)) ? 'js' : language}`
    const after = drizzleFile(driver, schema, posix.normalize(out))
    return { changes: [{ path, before: undefined, after }], notes: [] }
  }
  const { file, text, out } = drizzle
  const notes: string[] = []
  if (database && posix.normalize(out) !== posix.normalize(database.migrationsFolder)) {
    notes.push(
      `${file} writes migrations to ${out}, but wrangler applies those of ${database.migrationsFolder}: set migrations_dir in ${wrangler?.file}.`,
    )
  }
  if (readsSchema(drizzle, schema)) return { changes: [], notes }
  const after = withSchema(drizzle, schema)
  if (after) return { changes: [{ path: file, before: text, after }], notes }
  return { changes: [], notes: [...notes, `Add ./${schema} to the schema of ${file}.`] }
}

function appHandle(
  sources: Source[],
  { driver }: Answers,
  authPath: string,
  extension: ImportExtension,
) {
  const handle = findHandle(sources, driver)
  if (!handle) return undefined
  const path = importPath(authPath, handle.source.path, extension)
  return { name: handle.name, import: `import { ${handle.name} } from '${path}'` }
}
