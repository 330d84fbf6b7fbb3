import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import type { Adapter, InitializeAdapter } from 'lucia'
import type { TableNames } from '../../../internal/schema/names.ts'
import type { DatabaseArgs } from '../../arguments.ts'
import { localD1 } from '../../database/d1.ts'
import type { Row } from '../../drivers/database.ts'
import { driverOf } from '../../drivers/entries.ts'
import { Failure } from '../../failure.ts'
import { importedAs, importsOf } from '../../project/imports.ts'
import { findInstalled } from '../../project/installed.ts'
import type { Project } from '../../project/project.ts'
import { addressGiven } from './address.ts'
import type { ExistingLucia } from './find-set-up.ts'

type Named = ExistingLucia & { tableNames: TableNames }

/**
 * Looks into the database before anything is written, and only reads: the tables of the set-up must
 * be there, and a session and its user must read the same by the adapter of before and by the new
 * one. Throws a `Failure` for what is not so. Resolves to what was seen.
 */
export async function proveDatabase(
  project: Project,
  lucia: ExistingLucia,
  args: DatabaseArgs,
): Promise<string> {
  const { tableNames, driver } = lucia
  if (!driverOf(driver).dialect)
    throw new Failure('--database is for SQL drivers: check is for Prisma')
  if (!tableNames) {
    throw new Failure('The database cannot be looked at: the table names are computed')
  }
  const address = await addressGiven(args, driver)
  const { sessionIn } = await import('./live-session.ts')
  const database = await address.connect()
  try {
    const id = await sessionIn(database, address.dialect, tableNames)
    if (!id) return 'Database: the tables are there, and no session yet.'
    const unread = await readBoth(project, { ...lucia, tableNames }, id, database.handle, args)
    if (unread === undefined) {
      return 'Database: a session and its user read the same before and after.'
    }
    return `Database: the tables are there. A session was not read before and after: ${unread}.`
  } finally {
    await database.close()
  }
}

/** Reads a session by both adapters, which must be the same; resolves to why it cannot, if so. */
async function readBoth(
  project: Project,
  lucia: Named,
  id: string,
  handle: unknown,
  { d1, env, local }: DatabaseArgs,
): Promise<string | undefined> {
  const read = async (given: unknown) => {
    const adapters = await bothAdapters(lucia, given)
    return adapters ? await assertSame(...adapters, id) : "Lucia's adapter is not installed"
  }
  if (handle) return await read(handle)
  if (d1 === undefined) return 'the driver has no handle for it'
  if (!local) return 'that is for --local alone'
  const opened = await localD1(project, d1, env).catch((error: Error) => error)
  if (opened instanceof Error) return `wrangler cannot open it, ${opened.message}`
  try {
    return opened.handle ? await read(opened.handle) : `the configuration has no binding of ${d1}`
  } finally {
    await opened.close()
  }
}

/** The adapter of before and the new one, where the driver gives a handle and both are installed. */
async function bothAdapters(
  { source, adapter, driver, tableNames }: Named,
  handle: unknown,
): Promise<[Adapter, Adapter] | undefined> {
  const module = importedAs(importsOf(source), adapter.callee)?.module ?? ''
  const installed = findInstalled(process.cwd(), module)
  if (!installed) return undefined
  const old = await import(pathToFileURL(join(installed.folder, 'dist/index.js')).href)
  // The package knows itself, wherever it was installed or is run from.
  const entry = await import(import.meta.resolve(`lucia-setup/${driver}`))
  const { LuciaError } = await import('lucia')
  const make: (handle: unknown, names: TableNames) => InitializeAdapter<Adapter> =
    old[driverOf(driver).adapter ?? '']
  const shown = (row: object) => row
  const { auth } = entry.createAuth(handle, {
    ...{ tableNames, attributes: 'columns' },
    ...{ getUserAttributes: shown, getSessionAttributes: shown },
  })
  return [make(handle, tableNames)(LuciaError), auth.adapter]
}

async function assertSame(before: Adapter, after: Adapter, id: string): Promise<undefined> {
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
function differences(one?: object | null, other?: object | null): string[] {
  const [before, after]: [Row, Row] = [{ ...one }, { ...other }]
  const names = Object.keys({ ...before, ...after })
  return names.filter((name) => !isDeepStrictEqual(before[name], after[name]))
}
