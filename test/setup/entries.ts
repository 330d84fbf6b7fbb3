import { createAuth as betterSqlite3 } from '../../src/better-sqlite3.ts'
import { createAuth as d1 } from '../../src/d1.ts'
import { createAuth as durableSqlite } from '../../src/durable-sqlite.ts'
import { createAuth as libsql } from '../../src/libsql.ts'
import { createAuth as mysql2 } from '../../src/mysql2.ts'
import { createAuth as neonHttp } from '../../src/neon-http.ts'
import { createAuth as pg } from '../../src/pg.ts'
import { createAuth as pglite } from '../../src/pglite.ts'
import { createAuth as planetscale } from '../../src/planetscale.ts'
import { createAuth as postgresJs } from '../../src/postgres-js.ts'

/** Any entry's `createAuth()`, as a caller without types has it. */
export type UntypedCreateAuth = (handle: unknown, options?: unknown) => { auth: object; db: object }

/** The fixtures that an entry can be given. */
export type Tables = 'sqlite' | 'postgres' | 'mysql' | 'mysql without foreign keys'

export interface Entry<Name extends string = string> {
  name: Name
  createAuth: UntypedCreateAuth
  tables: Tables
  /** What its error says to pass. */
  says: RegExp
}

function entry<const Name extends string>(
  name: Name,
  createAuth: unknown,
  tables: Tables,
  says: RegExp,
): Entry<Name> {
  return { name, createAuth: createAuth as UntypedCreateAuth, tables, says }
}

/** The entries whose handles can be had in Node. */
export const entries = [
  entry('d1', d1, 'sqlite', /a D1 binding, such as env\.DB: .* in the wrangler configuration/),
  entry(
    'better-sqlite3',
    betterSqlite3,
    'sqlite',
    /a better-sqlite3 database: new Database\(file\)/,
  ),
  entry('libsql', libsql, 'sqlite', /a libSQL client: createClient\(\{ url \}\)/),
  entry('pg', pg, 'postgres', /a pg Pool, Client or PoolClient: new Pool\(/),
  entry('pglite', pglite, 'postgres', /a PGlite database: new PGlite\(folder\)/),
  entry('postgres-js', postgresJs, 'postgres', /a postgres\.js client: postgres\(url\)/),
  entry('neon-http', neonHttp, 'postgres', /what neon\(url\) of @neondatabase\/serverless returns/),
  entry('mysql2', mysql2, 'mysql', /a Pool or Connection of mysql2\/promise: .* pool\.promise\(\)/),
  entry(
    'planetscale',
    planetscale,
    'mysql without foreign keys',
    /a Client of @planetscale\/database, or what its connect\(\)/,
  ),
]

export type EntryName = (typeof entries)[number]['name']
export type AnyEntryName = (typeof allEntries)[number]['name']

/** With the entry whose handle is found in a Durable Object alone: see worker-bindings.ts. */
export const allEntries = [
  ...entries,
  entry(
    'durable-sqlite',
    durableSqlite,
    'sqlite',
    /ctx\.storage of a Durable Object .*sqlite_classes/,
  ),
]
