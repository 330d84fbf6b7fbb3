import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import type { Adapter, InitializeAdapter } from 'lucia'
import type { TableNames } from '../../../internal/schema/names.ts'
import type { DatabaseArgs } from '../../arguments.ts'
import { addressWith } from '../../check/address.ts'
import type { Database } from '../../check/database.ts'
import { driverOf } from '../../drivers/entries.ts'
import { Failure } from '../../failure.ts'
import { importedAs, importsOf } from '../../project/imports.ts'
import { findInstalled } from '../../project/installed.ts'
import type { ExistingLucia } from './find-set-up.ts'

/**
 * Looks into the database before anything is written, and only reads: the tables of the set-up must
 * be there, and a session and its user must read the same by the adapter of before and by the new
 * one. Throws a `Failure` for what is not so. Resolves to what was seen.
 */
export async function proveDatabase(lucia: ExistingLucia, args: DatabaseArgs): Promise<string> {
  const { tableNames, driver } = lucia
  if (driver === 'prisma') throw new Failure('--database is for SQL drivers: check is for Prisma')
  if (!tableNames) {
    throw new Failure('The database cannot be looked at: the table names are computed')
  }
  const address = await addressWith(args, undefined, driverOf(driver))
  if (!address) throw new Failure('Say which database: a URL or a file')
  const { sessionIn } = await import('./live-session.ts')
  const database = await address.connect()
  try {
    const id = await sessionIn(database, address.dialect, tableNames)
    const adapters = id && (await bothAdapters(lucia, tableNames, database))
    if (!id || !adapters)
      return `Database: the tables are there${id ? '' : ', and no session yet'}.`
    await assertSame(...adapters, id)
    return 'Database: a session and its user read the same before and after.'
  } finally {
    await database.close()
  }
}

/** The adapter of before and the new one, where the driver gives a handle and both are installed. */
async function bothAdapters(
  { source, adapter, driver }: ExistingLucia,
  tableNames: TableNames,
  { handle }: Database,
): Promise<[Adapter, Adapter] | undefined> {
  const module = importedAs(importsOf(source), adapter.callee)?.module ?? ''
  const installed = await findInstalled(process.cwd(), module)
  if (!installed || !handle) return undefined
  const old = await import(pathToFileURL(join(installed.folder, 'dist/index.js')).href)
  // The package knows itself, wherever it was installed or is run from.
  const entry = await import(import.meta.resolve(`lucia-setup/${driver}`))
  const { LuciaError } = await import('lucia')
  const make: (handle: unknown, names: TableNames) => InitializeAdapter<Adapter> =
    old[driverOf(driver).adapter ?? '']
  const shown = (row: object) => row
  const options = { tableNames, attributes: 'columns' }
  const { auth } = entry.createAuth(handle, {
    ...options,
    getUserAttributes: shown,
    getSessionAttributes: shown,
  })
  return [make(handle, tableNames)(LuciaError), auth.adapter]
}

async function assertSame(before: Adapter, after: Adapter, id: string): Promise<void> {
  const [one, other] = [await before.getSession(id), await after.getSession(id)]
  const userId = one?.user_id ?? ''
  const users = [await before.getUser(userId), await after.getUser(userId)]
  const columns = [...differences(one, other), ...differences(users[0], users[1])]
  if (columns.length > 0) {
    throw new Failure(
      `The database: ${columns.join(', ')} would not read as before. Nothing was written`,
    )
  }
}

/** The columns of two rows that are not the same; their values stay untold. */
function differences(one: object | null = null, other: object | null = null): string[] {
  const [before, after] = [new Map(Object.entries(one ?? {})), new Map(Object.entries(other ?? {}))]
  const names = [...new Set([...before.keys(), ...after.keys()])]
  return names.filter((name) => !isDeepStrictEqual(before.get(name), after.get(name)))
}
