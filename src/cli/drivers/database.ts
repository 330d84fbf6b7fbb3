import { fileURLToPath } from 'node:url'
import { type Package, requireFrom } from '../project/package.ts'
import type { DialectName } from './dialect.ts'

/** A row as a driver gives it. */
export type Row = Record<string, unknown>

/** A database that is only read. */
export interface Database {
  /** The rows of each statement; several at once, because some databases are slow to reach. */
  query(statements: string[]): Promise<Row[][]>
  close(): Promise<void>
  /** The driver's own handle, for adapters that read with it. */
  handle?: unknown
}

/** What reads a database, and the protocols of the URLs that it has. */
export interface Reads {
  package: Package
  protocols: string[]
  /** Where the driver has none. */
  dialect?: DialectName
  connect(url: string): Promise<Database>
  /** Runs statements in a new file. */
  make?(path: string, statements: string): Promise<void>
}

/** Reads by what a package of the project exports. */
export function readsBy<Exports>(
  reads: Pick<Reads, 'package' | 'protocols' | 'dialect'>,
  connect: (exports: Exports, url: string) => Promise<Database>,
  make?: (exports: Exports, path: string, statements: string) => void | Promise<void>,
): Reads {
  const load = () => requireFrom<Exports>(reads.package)
  return {
    ...reads,
    connect: async (url) => connect(load(), url),
    ...(make && { make: async (path, statements) => make(load(), path, statements) }),
  }
}

/** A database whose driver takes one statement at a time. */
export function inTurn(
  run: (statement: string) => Promise<Row[]>,
  close: () => Promise<void>,
  handle?: unknown,
): Database {
  return {
    handle,
    async query(statements) {
      const results: Row[][] = []
      for (const statement of statements) results.push(await run(statement))
      return results
    },
    close,
  }
}

/** The same, in a transaction that cannot write. */
export async function readOnly(
  run: (statement: string) => Promise<Row[]>,
  close: () => Promise<void>,
  handle?: unknown,
  begin = 'BEGIN READ ONLY',
): Promise<Database> {
  await run(begin).catch(async (error: unknown) => {
    await close()
    throw error
  })
  return inTurn(run, close, handle)
}

/** A database of SQLite whose driver is synchronous, and which was opened to be read. */
export function readSqlite(database: {
  prepare(statement: string): { all(): unknown[] }
  close(): void
}): Database {
  return inTurn(
    async (statement) => database.prepare(statement).all() as Row[],
    async () => database.close(),
    database,
  )
}

/** The path that a `file:` URL means, or a path itself. */
export function pathOfFile(address: string): string {
  return /^file:\/\//i.test(address) ? fileURLToPath(address) : address.replace(/^file:/i, '')
}
