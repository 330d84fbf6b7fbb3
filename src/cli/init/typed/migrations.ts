import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { connectD1, executeD1, wranglerPackage } from '../../database/d1.ts'
import type { Database } from '../../drivers/database.ts'
import {
  type DriverName,
  dialectOf,
  driverNames,
  driverOf,
  reachOf,
} from '../../drivers/entries.ts'
import { Failure } from '../../failure.ts'
import { assertPackages, hasPackage } from '../../project/package.ts'
import { type Looked, pathsIn } from '../../project/paths-in.ts'
import type { Project } from '../../project/project.ts'

/** The SQL files of a project that make a table, in the order in which they run. */
export interface Migrations {
  folder: string
  statements: string
}

/**
 * Finds the migrations that make a table. Throws a `Failure` where several folders do; undefined
 * where none does.
 */
export async function findMigrations(
  { folder, drizzle, wrangler }: Project,
  table: string,
): Promise<Migrations | undefined> {
  const configured = [
    ...(wrangler?.d1.map((one) => one.migrationsFolder) ?? []),
    drizzle?.out ?? '',
  ]
  const files: { root: string; text: string }[] = []
  for (const path of await pathsIn(folder, sql)) {
    const text = await readFile(join(folder, path), 'utf8')
    files.push({ root: rootOf(path, configured), text })
  }
  const makes = new RegExp(
    `create\\s+table\\s+(if\\s+not\\s+exists\\s+)?["'\`[]?${table.replace(/[^\w]/g, '\\$&')}["'\`\\]]?[\\s(]`,
    'i',
  )
  const roots = new Set(files.filter(({ text }) => makes.test(text)).map((file) => file.root))
  const [root, another] = roots
  if (root === undefined) return undefined
  if (another !== undefined) {
    throw new Failure(
      `${[...roots].join(' and ')} make the table ${table}: say which database there is, with --database or --d1`,
    )
  }
  const inRoot = files.filter((file) => file.root === root)
  return { folder: root, statements: inRoot.map(({ text }) => text).join('\n;\n') }
}

/** The folder of a migration; drizzle-kit writes one for each of them from 1.0 on. */
function rootOf(path: string, configured: string[]): string {
  const known = configured.map((one) => posix.normalize(one).replace(/\/$/, ''))
  const folder = posix.dirname(path)
  const found = known.find((one) => one !== '.' && (folder === one || folder.startsWith(`${one}/`)))
  return found ?? (path.endsWith('/migration.sql') ? posix.dirname(folder) : folder)
}

/** The SQL files of an app, without those that undo others. */
const sql: Looked = {
  isLeftOut: (name) => name === 'node_modules',
  isWanted: (name) => /\.sql$/i.test(name) && !/\bdown\.sql$/i.test(name),
}

/** A database of this computer alone that migrations have made. Throws a `Failure` where they fail. */
export async function migrated(
  project: Project,
  driver: DriverName,
  { folder, statements }: Migrations,
): Promise<Database> {
  const place = await mkdtemp(join(tmpdir(), 'lucia-setup-'))
  const remove = () => rm(place, { recursive: true, force: true })
  try {
    const database = await (reachOf(driver) === 'binding'
      ? onD1(project, place, statements)
      : onFile(driver, join(place, 'app.db'), statements))
    return { ...database, close: () => database.close().then(remove) }
  } catch (error) {
    await remove()
    if (error instanceof Failure) throw error
    throw new Failure(
      `${folder}: the migrations cannot be run, ${(error as Error).message}: say which database there is, with --database`,
      { cause: error },
    )
  }
}

async function onD1({ wrangler }: Project, place: string, statements: string): Promise<Database> {
  const [database] = wrangler?.d1 ?? []
  const name = database?.databaseName ?? database?.binding
  if (!name) throw new Failure('There is no D1 database in the wrangler configuration')
  assertPackages(wranglerPackage)
  const file = join(place, 'migrations.sql')
  await writeFile(file, statements)
  const env = database?.environment ? ['--env', database.environment] : []
  const flags = ['--local', '--persist-to', place, ...env]
  await executeD1(name, [...flags, '--file', file])
  return connectD1(name, flags)
}

async function onFile(driver: DriverName, file: string, statements: string): Promise<Database> {
  const able = driverNames
    .map(driverOf)
    .filter(({ reads }) => reads?.make && hasPackage(reads.package.name))
  const reads = able.find((one) => one === driverOf(driver))?.reads ?? able[0]?.reads
  if (dialectOf(driver) !== 'sqlite' || !reads?.make) {
    throw new Failure(
      `The migrations of ${driver} cannot be run here: say which database there is, with --database`,
    )
  }
  await reads.make(file, statements)
  return reads.connect(`file:${file}`)
}
