import { stat } from 'node:fs/promises'
import type { DatabaseArgs, TableArgs } from '../arguments.ts'
import { type Database, pathOfFile } from '../drivers/database.ts'
import type { DialectName } from '../drivers/dialect.ts'
import type { Driver } from '../drivers/driver.ts'
import { driverNames, driverOf } from '../drivers/entries.ts'
import { Failure } from '../failure.ts'
import { assertPackages, drizzle, hasPackage, kit, type Package } from '../project/package.ts'
import type { PrismaProject } from '../project/prisma.ts'
import { connectD1, wranglerPackage } from './d1.ts'
import { prismaUrl, withoutPrismas } from './prisma-url.ts'
import { redact } from './redact.ts'
import { variableValue } from './variables.ts'

/** A database that can be connected to, and what it is. */
export interface Address {
  dialect: DialectName
  /** What the project needs for it. */
  package: Package
  connect(): Promise<Database>
  /** The schema of PostgreSQL that Prisma's URL names. */
  schema?: string | undefined
}

/**
 * Finds out which database the arguments mean. Throws a `Failure` when it is none, and one that names
 * all packages that a comparison needs and the project has not. In a project with Prisma, which can
 * do without a package of a driver's, it resolves to nothing in place of that. Of several drivers for
 * a URL, the preferred one is taken.
 */
export async function addressWith(
  args: DatabaseArgs & TableArgs,
  prisma?: PrismaProject,
  preferred?: Driver,
): Promise<Address | undefined> {
  const needs = args.schema === undefined ? [drizzle] : [drizzle, kit]
  const address = await readAddress(args, prisma, preferred).catch((error: unknown) => {
    assertPackages(...needs)
    throw error
  })
  const isRead = address !== undefined && hasPackage(address.package.name)
  assertPackages(...needs, ...(address && (isRead || !prisma) ? [address.package] : []))
  return isRead ? address : undefined
}

async function readAddress(
  args: DatabaseArgs,
  prisma: PrismaProject | undefined,
  preferred: Driver | undefined,
): Promise<Address | undefined> {
  const { d1, env, local = false, remote = false } = args
  if (d1 === undefined) {
    if (local || remote) throw new Failure('--local and --remote belong to --d1')
    if (env !== undefined) throw new Failure('--env belongs to --d1')
    if (!prisma) return urlAddress(await urlOf(args), undefined, preferred)
    const url = args.url ?? (await prismaUrl(prisma, args.variable))
    // Prisma Accelerate and Prisma Postgres have protocols of their own.
    return !url || /^prisma\W/.test(url) ? undefined : urlAddress(...withoutPrismas(url))
  }
  if (args.url !== undefined) throw new Failure('Give either a URL or file, or --d1, not both')
  if (local === remote) throw new Failure('--d1 needs --local or --remote, and not both')
  const flags = [local ? '--local' : '--remote', ...(env === undefined ? [] : ['--env', env])]
  return {
    dialect: 'sqlite',
    package: wranglerPackage,
    connect: async () => connectD1(d1, flags),
  }
}

async function urlAddress(url: string, schema?: string, preferred?: Driver): Promise<Address> {
  const { dialect, reads } = await readerOf(url, preferred)
  return {
    dialect: reads.dialect ?? (dialect as DialectName),
    package: reads.package,
    schema,
    connect: async () => guarded(url, await failing(url, () => reads.connect(url))),
  }
}

/** The URL or file that is given, or that a variable of the environment or of `.env` holds. */
async function urlOf({ url, variable }: DatabaseArgs): Promise<string> {
  if (url !== undefined) return url
  const value = await variableValue(variable ?? 'DATABASE_URL')
  if (value) return value
  if (variable === undefined) {
    throw new Failure('Say which database: a URL, a file, or --d1 and its name')
  }
  throw new Failure(`--variable ${variable}: neither the environment nor .env has it`)
}

/** The driver of the project that reads such a URL; the first of all where it has none. */
async function readerOf(url: string, preferred?: Driver): Promise<Reader> {
  const protocol = await protocolOf(url)
  const readers = driverNames.map(driverOf).filter((one): one is Reader => one.reads !== undefined)
  const able = readers.filter(({ reads }) => reads.protocols.includes(protocol))
  const driver =
    able.find((one) => one === preferred) ??
    able.find(({ reads }) => hasPackage(reads.package.name)) ??
    able[0]
  if (driver) return driver
  const known = new Set(readers.flatMap(({ reads }) => reads.protocols))
  const list = [...known].filter((name) => name !== 'folder:').join(', ')
  throw new Failure(`A ${protocol} URL is none of a database that can be read here: ${list}`)
}

type Reader = Driver & Required<Pick<Driver, 'reads'>>

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
  return { ...database, query: (statements) => failing(url, () => database.query(statements)) }
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
