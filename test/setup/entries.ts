import { createAuth as betterSqlite3 } from '../../src/better-sqlite3.ts'
import { createAuth as d1 } from '../../src/d1.ts'
import { createAuth as libsql } from '../../src/libsql.ts'
import { createAuth as mysql2 } from '../../src/mysql2.ts'
import { createAuth as pg } from '../../src/pg.ts'
import { createAuth as planetscale } from '../../src/planetscale.ts'
import { createAuth as postgresJs } from '../../src/postgres-js.ts'

/** Any entry's `createAuth()`, as a caller without types has it. */
export type UntypedCreateAuth = (handle: unknown, options?: unknown) => { auth: object; db: object }

export interface Entry {
  name: EntryName
  createAuth: UntypedCreateAuth
  /** What its error says to pass. */
  says: RegExp
}

export type EntryName =
  | 'd1'
  | 'better-sqlite3'
  | 'libsql'
  | 'pg'
  | 'postgres-js'
  | 'mysql2'
  | 'planetscale'

const entry = (name: EntryName, createAuth: unknown, says: RegExp): Entry => ({
  name,
  createAuth: createAuth as UntypedCreateAuth,
  says,
})

export const entries: Entry[] = [
  entry('d1', d1, /a D1 binding, such as env\.DB: .* in the wrangler configuration/),
  entry('better-sqlite3', betterSqlite3, /a better-sqlite3 database: new Database\(file\)/),
  entry('libsql', libsql, /a libSQL client: createClient\(\{ url \}\)/),
  entry('pg', pg, /a pg Pool, Client or PoolClient: new Pool\(/),
  entry('postgres-js', postgresJs, /a postgres\.js client: postgres\(url\)/),
  entry('mysql2', mysql2, /a Pool or Connection of mysql2\/promise: .* pass pool\.promise\(\)/),
  entry('planetscale', planetscale, /a Client of @planetscale\/database, or what its connect\(\)/),
]
