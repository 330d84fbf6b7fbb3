import { join, posix } from 'node:path'
import { driverEntry } from '../drivers.ts'
import { Failure } from '../failure.ts'
import { type Project, textOfFile } from '../project.ts'
import type { Source } from '../syntax.ts'
import type { Answers } from './answers.ts'
import { authFile } from './auth-file.ts'
import type { Change } from './changes.ts'
import { columnOf } from './columns.ts'
import { drizzleFile, readsSchema, withSchema } from './drizzle-file.ts'
import { findHandle, findTables, type OwnTable } from './find-tables.ts'
import { type ImportExtension, importExtension, importPath } from './imports.ts'
import { middlewareOf } from './middleware.ts'
import { ownTables } from './own-tables.ts'
import { type Place, type Plan, wranglerChanges } from './plan.ts'
import { schemaFile } from './schema-file.ts'

/** The plan for an app without Lucia. */
export async function newSetUp(place: Place, answers: Answers): Promise<Plan> {
  const { project, sources } = place
  const extension = await importExtension(project.folder, sources)
  const authPath = await freePath(place, ['auth', 'lucia'])
  const own = ownTables(sources, authPath, extension)
  const tables = own ? undefined : await newTables(place, answers, findTables(sources))
  const schema = own
    ? {
        import: `import ${own.specifiers} from '${own.path}'`,
        statement: `const schema = { ${own.members} }`,
      }
    : { import: `import * as schema from '${importPath(authPath, tables?.path ?? '', extension)}'` }
  const auth = authFile({
    ...answers,
    hasHono: Object.hasOwn(project.dependencies, 'hono'),
    middleware: middlewareOf(project),
    handle:
      answers.runsOn === 'node' ? appHandle(sources, answers, authPath, extension) : undefined,
    schema,
    attributes: answers.attribute ? [answers.attribute] : [],
  })
  const wrangler = wranglerChanges(project)
  const changes = [
    ...(own?.changes ?? tables?.changes ?? []),
    { path: authPath, before: undefined, after: auth },
    ...wrangler.changes,
  ]
  const notes = [...(own?.notes ?? tables?.notes ?? []), ...wrangler.notes]
  return { changes, notes, hasTables: false, use: usage(project, answers, authPath, extension) }
}

/** How the app's entry uses the file. */
function usage(
  { dependencies, wrangler }: Project,
  { runsOn }: Answers,
  authPath: string,
  extension: ImportExtension,
): string[] {
  const path = importPath(wrangler?.main ?? 'src/index.ts', authPath, extension)
  if (Object.hasOwn(dependencies, 'hono')) {
    return [
      `import { type AuthEnv, authMiddleware } from '${path}'`,
      'const app = new Hono<AuthEnv>()',
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
  const columns = attributes.map((column) => columnOf(driverEntry(driver).dialect, column))
  const user = columns.map((column) => ({
    ...column,
    code: `${column.code}.unique()`,
  }))
  const tableNames = freeNames(answers, existing)
  const text = schemaFile({ driver, tableNames, user, session: [] })
  const drizzle = drizzleChange(place.project, answers, path)
  return {
    path,
    changes: [{ path, before: undefined, after: text }, ...drizzle.changes],
    notes: drizzle.notes,
  }
}

/** Where the tables go: beside those that drizzle-kit reads already, unless a folder was given. */
async function schemaPath(place: Place): Promise<string> {
  const [existing] = place.project.drizzle?.schema ?? []
  if (place.isGiven || !existing) return await freePath(place, ['schema', 'auth-schema'])
  const [before = ''] = posix.normalize(existing).split('*')
  const folder = /\.[cm]?[jt]s$/.test(before) ? posix.dirname(before) : posix.join(before, '.')
  return await freePath({ ...place, folder }, ['auth-schema', 'lucia-schema'])
}

/** The table names, others where the app has tables of these names. */
function freeNames({ tableNames }: Answers, existing: OwnTable[]) {
  const taken = existing.map(({ tableName }) => tableName)
  const isTaken = Object.values(tableNames).some((name) => taken.includes(name))
  return isTaken ? { user: 'lucia_user', session: 'lucia_session', key: 'lucia_key' } : tableNames
}

/** A configuration of drizzle-kit that reads the schema: a new one, or the app's with one file more. */
export function drizzleChange(
  { drizzle, wrangler }: Project,
  { driver, binding }: Pick<Answers, 'driver' | 'binding'>,
  schema: string,
): { changes: Change[]; notes: string[] } {
  const database = wrangler?.d1.find((one) => one.binding === binding)
  if (!drizzle) {
    const out = driver === 'd1' ? (database?.migrationsFolder ?? 'migrations') : 'migrations'
    const path = 'drizzle.config.ts'
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

/** The first of some file names that is free in the folder. */
export async function freePath({ project, folder }: Place, names: string[]): Promise<string> {
  for (const name of names) {
    const path = posix.join(folder, `${name}.ts`)
    if ((await textOfFile(join(project.folder, path))) === undefined) return path
  }
  const taken = names.map((name) => posix.join(folder, `${name}.ts`)).join(' and ')
  throw new Failure(`${taken} are there already: choose another folder with --dir`)
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
