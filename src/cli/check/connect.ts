import { stat } from 'node:fs/promises'
import type { DatabaseArgs } from '../arguments.ts'
import type { DialectName } from '../drivers/dialect.ts'
import type { Driver } from '../drivers/driver.ts'
import { driverNames, driverOf } from '../drivers/entries.ts'
import { Failure } from '../failure.ts'
import { findPackage } from '../project/package.ts'
import { connectD1 } from './connect-d1.ts'
import { type Database, pathOfFile } from './database.ts'
import { redact } from './redact.ts'

/** A database that can be connected to, and what it is. */
export interface Address {
  dialect: DialectName
  connect(): Promise<Database>
}

/** Finds out which database the arguments mean. Throws a `Failure` when it is none. */
export async function readAddress(args: DatabaseArgs): Promise<Address> {
  const { url, d1, local = false, remote = false } = args
  if (d1 !== undefined) {
    if (url !== undefined) throw new Failure('Give either a URL or file, or --d1, not both')
    if (local === remote) throw new Failure('--d1 needs --local or --remote, and not both')
    return { dialect: 'sqlite', connect: async () => connectD1(d1, local ? '--local' : '--remote') }
  }
  if (local || remote) throw new Failure('--local and --remote belong to --d1')
  if (url === undefined) {
    throw new Failure('Say which database: a URL, a file, or --d1 and its name')
  }
  const { dialect, connect } = await readerOf(url)
  return { dialect, connect: async () => guarded(url, await failing(url, () => connect(url))) }
}

/** The driver of the project that reads such a URL; the first of all where it has none. */
async function readerOf(url: string) {
  const protocol = await protocolOf(url)
  const able = driverNames.map(driverOf).filter(reads(protocol))
  const driver = able.find((one) => findPackage(String(one.package)) !== undefined) ?? able[0]
  if (driver) return { dialect: driver.dialect, connect: driver.reads.connect }
  const known = driverNames.flatMap((name) => driverOf(name).reads?.protocols ?? [])
  const list = [...new Set(known)].filter((name) => name !== 'folder:').join(', ')
  throw new Failure(`A ${protocol} URL is none of a database that can be read here: ${list}`)
}

type Reader = Driver & Required<Pick<Driver, 'reads' | 'dialect'>>

function reads(protocol: string): (driver: Driver) => driver is Reader {
  return (driver): driver is Reader => driver.reads?.protocols.includes(protocol) ?? false
}

/** What has no protocol is a path: of a file, or of a folder of PGlite. */
async function protocolOf(url: string): Promise<string> {
  const [name] = /^[a-z][a-z0-9+.-]+:(?=\/\/)|^file:/i.exec(url) ?? []
  if (name && name.toLowerCase() !== 'file:') return name.toLowerCase()
  const path = pathOfFile(url)
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory() && !name) return 'folder:'
  if (!found?.isFile()) throw new Failure(redact(`There is no file ${path}`, url))
  return 'file:'
}

/** The errors of a database as failures of one line, without the secrets of its URL. */
function guarded(url: string, database: Database): Database {
  return {
    query: (statements) => failing(url, () => database.query(statements)),
    close: () => database.close(),
  }
}

async function failing<Result>(url: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(redact(`The database cannot be read: ${describe(error)}`, url))
  }
}

/** The first line of the innermost cause. Node gives several addresses of a host as `errors`. */
function describe(error: unknown): string {
  const { message, code, cause, errors } = error as Error & { code?: unknown; errors?: unknown[] }
  const inner = cause ?? errors?.[0]
  if (inner instanceof Error) return describe(inner)
  const [line = ''] = (message || String(code)).split('\n')
  return line
}
