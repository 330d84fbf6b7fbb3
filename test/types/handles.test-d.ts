import type { Database as BunDatabase } from 'bun:sqlite'
import type { DatabaseSync } from 'node:sqlite'
import type {
  D1Database,
  D1DatabaseSession,
  DurableObjectNamespace,
  DurableObjectState,
  DurableObjectStorage,
  KVNamespace,
  R2Bucket,
} from '@cloudflare/workers-types'
import type { PGlite, Transaction as PgliteTransaction } from '@electric-sql/pglite'
import type { Client as LibsqlClient, Transaction as LibsqlTransaction } from '@libsql/client'
import type { Pool as NeonPool, NeonQueryFunction } from '@neondatabase/serverless'
import type { Connection, Client as PlanetscaleClient } from '@planetscale/database'
import type { Database } from 'better-sqlite3'
import type { createAuth as betterSqlite3 } from 'lucia-setup/better-sqlite3'
import type { createAuth as bunSqlite } from 'lucia-setup/bun-sqlite'
import type { createAuth as d1 } from 'lucia-setup/d1'
import type { createAuth as durableSqlite } from 'lucia-setup/durable-sqlite'
import type { createAuth as libsql } from 'lucia-setup/libsql'
import type { createAuth as mysql2 } from 'lucia-setup/mysql2'
import type { createAuth as neonHttp } from 'lucia-setup/neon-http'
import type { createAuth as nodeSqlite } from 'lucia-setup/node-sqlite'
import type { createAuth as pg } from 'lucia-setup/pg'
import type { createAuth as pglite } from 'lucia-setup/pglite'
import type { createAuth as planetscale } from 'lucia-setup/planetscale'
import type { createAuth as postgresJs } from 'lucia-setup/postgres-js'
import type * as mysqlCallbacks from 'mysql2'
import type * as mysql from 'mysql2/promise'
import type { Client, Pool, PoolClient } from 'pg'
import type { Sql } from 'postgres'
import type { DriverName as EntryName } from '../../src/cli/drivers/entries.ts'
import type { DriverName } from '../drivers/drivers.ts'

/** Compiles for `never` alone; the error names what was found. */
declare function none<Found extends never>(): Found

interface Entries {
  'better-sqlite3': typeof betterSqlite3
  'bun-sqlite': typeof bunSqlite
  d1: typeof d1
  'durable-sqlite': typeof durableSqlite
  libsql: typeof libsql
  mysql2: typeof mysql2
  'neon-http': typeof neonHttp
  'node-sqlite': typeof nodeSqlite
  pg: typeof pg
  pglite: typeof pglite
  planetscale: typeof planetscale
  'postgres-js': typeof postgresJs
}

none<Exclude<DriverName, keyof Entries>>()

/** The entries of the package that have no record in test/drivers. */
none<Exclude<EntryName, 'prisma' | DriverName>>()

/** What people pass, by the entry that it belongs to. */
interface Handles {
  'better-sqlite3': { Database: Database }
  'bun-sqlite': { Database: BunDatabase }
  d1: { D1Database: D1Database; D1DatabaseSession: D1DatabaseSession }
  'durable-sqlite': { DurableObjectStorage: DurableObjectStorage }
  libsql: { Client: LibsqlClient }
  mysql2: { Pool: mysql.Pool; Connection: mysql.Connection; PoolConnection: mysql.PoolConnection }
  'neon-http': {
    neon: NeonQueryFunction<false, false>
    'neon with full results': NeonQueryFunction<false, true>
  }
  'node-sqlite': { DatabaseSync: DatabaseSync }
  pg: { Pool: Pool; Client: Client; PoolClient: PoolClient; 'Pool of Neon': NeonPool }
  pglite: { PGlite: PGlite }
  planetscale: { Client: PlanetscaleClient; Connection: Connection }
  'postgres-js': { Sql: Sql }
}

/** What belongs to none of them. */
interface Others {
  undefined: undefined
  null: null
  string: string
  URL: URL
  object: Record<never, never>
  'missing binding': D1Database | undefined
  KVNamespace: KVNamespace
  R2Bucket: R2Bucket
  DurableObjectNamespace: DurableObjectNamespace
  DurableObjectState: DurableObjectState
  'statement of D1': ReturnType<D1Database['prepare']>
  'statement of better-sqlite3': ReturnType<Database['prepare']>
  'transaction of libSQL': LibsqlTransaction
  'transaction of PGlite': PgliteTransaction
  'mysql2 with callbacks': mysqlCallbacks.Pool
}

type HandleOf<Entry extends keyof Entries> = Parameters<Entries[Entry]>[0]

/** The names of the values in a row that an entry takes. */
type Taken<Entry extends keyof Entries, Row> = {
  [Name in keyof Row]: Row[Name] extends HandleOf<Entry> ? Name : never
}[keyof Row]

/** Every entry takes each of its own handles. */
type Missed = {
  [Entry in keyof Entries]: `${Entry} refuses ${Exclude<
    keyof Handles[Entry] & string,
    Taken<Entry, Handles[Entry]>
  >}`
}[keyof Entries]
none<Missed>()

/** No entry takes the handle of another. */
type Confused = {
  [Entry in keyof Entries]: {
    [Other in Exclude<keyof Handles, Entry>]: [Taken<Entry, Handles[Other]>] extends [never]
      ? never
      : `${Entry} takes ${Other}`
  }[Exclude<keyof Handles, Entry>]
}[keyof Entries]
none<Confused>()

/** No entry takes what is no handle. */
type Fooled = {
  [Entry in keyof Entries]: [Taken<Entry, Others>] extends [never]
    ? never
    : `${Entry} takes ${Taken<Entry, Others>}`
}[keyof Entries]
none<Fooled>()

interface Dialects {
  sqlite: 'better-sqlite3' | 'bun-sqlite' | 'd1' | 'durable-sqlite' | 'libsql' | 'node-sqlite'
  postgres: 'neon-http' | 'pg' | 'pglite' | 'postgres-js'
  mysql: 'mysql2' | 'planetscale'
}
type OtherDialects<Entry> = {
  [Dialect in keyof Dialects]: Entry extends Dialects[Dialect] ? never : Dialects[Dialect]
}[keyof Dialects]

/** Every entry takes its own Drizzle client, and none of another dialect: of its own, it may. */
type Clients = { [Entry in keyof Entries]: ReturnType<Entries[Entry]>['db'] }
type Mixed = {
  [Entry in keyof Entries]:
    | Exclude<Entry, Taken<Entry, Clients>>
    | Extract<Taken<Entry, Clients>, OtherDialects<Entry>>
}[keyof Entries]
none<Mixed>()
