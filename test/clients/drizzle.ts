import { drizzle as betterSqlite3 } from 'drizzle-orm/better-sqlite3'
import { drizzle as d1 } from 'drizzle-orm/d1'
import { drizzle as libsql } from 'drizzle-orm/libsql'
import { drizzle as mysql2 } from 'drizzle-orm/mysql2'
import { drizzle as neonHttp } from 'drizzle-orm/neon-http'
import { drizzle as pg } from 'drizzle-orm/node-postgres'
import { drizzle as pglite } from 'drizzle-orm/pglite'
import { drizzle as planetscale } from 'drizzle-orm/planetscale-serverless'
import { drizzle as postgresJs } from 'drizzle-orm/postgres-js'
import type { Statement } from '../../src/internal/driver.ts'
import type { Subject } from '../faults/subjects.ts'

/** A Drizzle client of an app, as far as all dialects have it. */
export interface AppDatabase {
  select(): { from(table: object): PromiseLike<Record<string, unknown>[]> }
  insert(table: object): { values(row: object): Statement }
  update(table: object): { set(row: object): Statement }
  delete(table: object): Statement
  transaction(body: (tx: AppDatabase) => Promise<void>): Promise<void>
}

type Drizzle = (handle: never, config?: object) => unknown

const drizzles: Readonly<Record<string, Drizzle>> = {
  'a pg Pool': (client, config) => pg({ client, ...config }),
  'a pg Client': (client, config) => pg({ client, ...config }),
  'postgres.js': (client, config) => postgresJs({ client, ...config }),
  'a mysql2 Pool': (client, config) => mysql2({ client, ...config }),
  'a mysql2 Connection': (client, config) => mysql2({ client, ...config }),
  'Neon over HTTP': (client, config) => neonHttp({ client, ...config }),
  PlanetScale: (client, config) => planetscale({ client, ...config }),
  PGlite: (client, config) => pglite({ client, ...config }),
  'libSQL over HTTP': (client, config) => libsql({ client, ...config }),
  'a libSQL file': (client, config) => libsql({ client, ...config }),
  'better-sqlite3': (client, config) => betterSqlite3({ client, ...config }),
  D1: (client, config) => d1(client, config),
}

/** A Drizzle client of the app's on a handle. */
export function clientOf({ name }: Subject, handle: unknown, config?: object): AppDatabase {
  const drizzle = drizzles[name]
  if (!drizzle) throw new Error(`There is no Drizzle client for ${name}`)
  return drizzle(handle as never, config) as AppDatabase
}
