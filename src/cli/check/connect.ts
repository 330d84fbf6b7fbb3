import type { DatabaseArgs } from '../arguments.ts'
import { Failure } from '../failure.ts'
import type { DialectName } from '../sql/dialects.ts'
import { connectD1 } from './connect-d1.ts'
import { connectMysql } from './connect-mysql.ts'
import { connectPostgres } from './connect-postgres.ts'
import { connectLibsql, connectSqliteFile } from './connect-sqlite.ts'
import type { Database } from './database.ts'
import { redact } from './redact.ts'

/** A database that can be connected to, and what it is. */
export interface Address {
  dialect: DialectName
  connect(): Promise<Database>
}

interface Protocol {
  dialect: DialectName
  connect(url: string): Promise<Database>
}

const protocols: Record<string, Protocol> = {
  'postgres:': { dialect: 'postgres', connect: connectPostgres },
  'postgresql:': { dialect: 'postgres', connect: connectPostgres },
  'mysql:': { dialect: 'mysql', connect: connectMysql },
  'libsql:': { dialect: 'sqlite', connect: connectLibsql },
  'https:': { dialect: 'sqlite', connect: connectLibsql },
  'http:': { dialect: 'sqlite', connect: connectLibsql },
  'file:': { dialect: 'sqlite', connect: connectSqliteFile },
}

/** Finds out which database the arguments mean. Throws a `Failure` when it is none. */
export function readAddress({ url, d1, local = false, remote = false }: DatabaseArgs): Address {
  if (d1 !== undefined) {
    if (url !== undefined) throw new Failure('Give either a URL or file, or --d1, not both')
    if (local === remote) throw new Failure('--d1 needs --local or --remote, and not both')
    return { dialect: 'sqlite', connect: async () => connectD1(d1, local ? '--local' : '--remote') }
  }
  if (local || remote) throw new Failure('--local and --remote belong to --d1')
  if (url === undefined) {
    throw new Failure('Say which database: a URL, a file, or --d1 and its name')
  }
  const { dialect, connect } = protocolOf(url)
  return { dialect, connect: async () => guarded(url, await failing(url, () => connect(url))) }
}

/** What has no protocol is a path. */
function protocolOf(url: string): Protocol {
  const [name = 'file:'] = /^[a-z][a-z0-9+.-]+:(?=\/\/)|^file:/i.exec(url) ?? []
  const protocol = protocols[name.toLowerCase()]
  if (protocol) return protocol
  const known = Object.keys(protocols).join(', ')
  throw new Failure(`A ${name} URL is none of a database that can be read here: ${known}`)
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
