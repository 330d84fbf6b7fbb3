import { PGlite } from '@electric-sql/pglite'
import { createClient } from '@libsql/client'
import { createClient as createHttpClient } from '@libsql/client/http'
import { createClient as createWebClient } from '@libsql/client/web'
import { neon } from '@neondatabase/serverless'
import { connect, Client as PlanetscaleClient } from '@planetscale/database'
import Database from 'better-sqlite3'
import { drizzle as drizzleBetterSqlite3 } from 'drizzle-orm/better-sqlite3'
import { drizzle as drizzleD1 } from 'drizzle-orm/d1'
import { drizzle as drizzleLibsql } from 'drizzle-orm/libsql'
import { drizzle as drizzleMysql2 } from 'drizzle-orm/mysql2'
import { drizzle as drizzleNeonHttp } from 'drizzle-orm/neon-http'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { drizzle as drizzlePlanetscale } from 'drizzle-orm/planetscale-serverless'
import { drizzle as drizzlePostgresJs } from 'drizzle-orm/postgres-js'
import { Miniflare } from 'miniflare'
import callbackMysql from 'mysql2'
import mysql from 'mysql2/promise'
import pg from 'pg'
import postgres from 'postgres'
import type { EntryName } from './entries.ts'

/** A driver's own handle, or what somebody may pass in its place. */
export interface Candidate {
  name: string
  value: unknown
  /** The entry that takes it, if one does. */
  entry?: EntryName
}

interface Bindings {
  SERVICE: object
  OBJECTS: { newUniqueId(): unknown; get(id: unknown): object }
  [name: string]: unknown
}

export interface Candidates {
  list: Candidate[]
  close(): Promise<unknown>
}

/** Real handles of every driver, none of which has to reach a server, and what looks like one. */
export async function openCandidates(mysqlUrl: string): Promise<Candidates> {
  const server = new Miniflare({
    name: 'app',
    modules: true,
    script: `import { DurableObject, WorkerEntrypoint } from 'cloudflare:workers'
      export class Objects extends DurableObject {}
      export default class extends WorkerEntrypoint {}`,
    compatibilityDate: '2025-06-01',
    d1Databases: ['DB'],
    kvNamespaces: ['KV'],
    r2Buckets: ['BUCKET'],
    serviceBindings: { SERVICE: 'app' },
    durableObjects: { OBJECTS: 'Objects' },
  })
  const bindings = await server.getBindings<Bindings>()
  const binding = await server.getD1Database('DB')
  const database = new Database(':memory:')
  const libsql = createClient({ url: ':memory:' })
  const pool = new pg.Pool({ max: 1 })
  const postgresJs = postgres({ max: 1 })
  const sql = neon('postgres://user:secret@db.test/app')
  const pglite = await PGlite.create()
  const mysqlPool = mysql.createPool({ uri: mysqlUrl })
  const connection = await mysql.createConnection({ uri: mysqlUrl })
  const callbackPool = callbackMysql.createPool({ uri: mysqlUrl })
  const callbackConnection = callbackMysql.createConnection({ uri: mysqlUrl })
  await callbackConnection.promise().ping()
  const url = 'http://user:secret@127.0.0.1:1'
  const planetscale = new PlanetscaleClient({ url })
  const own: [EntryName, string, unknown][] = [
    ['d1', 'a D1 binding', binding],
    ['d1', 'a session of D1', binding.withSession()],
    ['better-sqlite3', 'a better-sqlite3 Database', database],
    ['libsql', 'a libSQL client of a file', libsql],
    ['libsql', 'a libSQL client over HTTP', createHttpClient({ url: 'http://127.0.0.1:1' })],
    ['libsql', 'a libSQL client for the web', createWebClient({ url: 'http://127.0.0.1:1' })],
    ['pg', 'a pg Pool', pool],
    ['pg', 'a pg Client', new pg.Client()],
    ['pglite', 'a PGlite database', pglite],
    ['postgres-js', 'a postgres.js client', postgresJs],
    ['neon-http', 'what neon() returns', sql],
    ['mysql2', 'a mysql2 Pool', mysqlPool],
    ['mysql2', 'a mysql2 Connection', connection],
    ['mysql2', 'a mysql2 Pool from the callback API', callbackPool.promise()],
    ['planetscale', 'a PlanetScale Client', planetscale],
    ['planetscale', 'a PlanetScale Connection', connect({ url })],
    ['d1', 'Drizzle on D1', drizzleD1(binding as never)],
    ['better-sqlite3', 'Drizzle on better-sqlite3', drizzleBetterSqlite3(database)],
    ['libsql', 'Drizzle on libSQL', drizzleLibsql(libsql)],
    ['pg', 'Drizzle on pg', drizzlePg(pool)],
    ['pglite', 'Drizzle on PGlite', drizzlePglite(pglite)],
    ['postgres-js', 'Drizzle on postgres.js', drizzlePostgresJs(postgres({ max: 1 }))],
    ['neon-http', 'Drizzle on Neon over HTTP', drizzleNeonHttp({ client: sql })],
    ['mysql2', 'Drizzle on mysql2', drizzleMysql2(mysqlPool)],
    ['planetscale', 'Drizzle on PlanetScale', drizzlePlanetscale(planetscale)],
  ]
  const strange: Record<string, unknown> = {
    'a callback Pool of mysql2': callbackPool,
    'a callback Connection of mysql2': callbackConnection,
    'a KV namespace': await server.getKVNamespace('KV'),
    'an R2 bucket': await server.getR2Bucket('BUCKET'),
    'a service binding': bindings.SERVICE,
    'a Durable Object': bindings.OBJECTS.get(bindings.OBJECTS.newUniqueId()),
    'all bindings': bindings,
    'the class Pool': pg.Pool,
    'the options of a driver': { connectionString: 'postgres://user:secret@db.test/app' },
    'a connection string': 'postgres://user:secret@db.test/app',
    'the options of createAuth()': { env: 'DEV' },
    'an empty object': {},
    'a number': 5432,
    'an empty string': '',
    'a promise of a handle': Promise.resolve(pool),
    undefined: undefined,
    null: null,
  }
  return {
    list: [
      ...own.map(([entry, name, value]) => ({ name, value, entry })),
      ...Object.entries(strange).map(([name, value]) => ({ name, value })),
    ],
    async close() {
      callbackConnection.destroy()
      const pools = [connection.end(), mysqlPool.end(), callbackPool.promise().end(), pool.end()]
      await Promise.all([...pools, postgresJs.end(), pglite.close(), server.dispose()])
    },
  }
}
