import { PGlite } from '@electric-sql/pglite'
import { createClient } from '@libsql/client/http'
import { neonConfig } from '@neondatabase/serverless'
import { Client as PlanetscaleClient } from '@planetscale/database'
import Database from 'better-sqlite3'
import { Miniflare } from 'miniflare'
import mysql, { type RowDataPacket } from 'mysql2/promise'
import pg from 'pg'
import postgres from 'postgres'
import type { AuthSchema } from '../../src/internal/schema/auth-schema.ts'
import { postgresTables, sqliteTables } from '../ddl.ts'
import { mysqlDatabase, planetscaleDatabase, postgresDatabase } from '../faults/database.ts'
import { schemas as mysqlSchemas, schemasWithoutForeignKeys } from '../fixtures/mysql.ts'
import { schemas as postgresSchemas } from '../fixtures/postgres.ts'
import { schemas as sqliteSchemas } from '../fixtures/sqlite.ts'
import { startLibsql } from '../servers/libsql.ts'
import { neonOverHttp, startNeon } from '../servers/neon.ts'
import { startPlanetscale } from '../servers/planetscale.ts'
import type { EntryName } from './entries.ts'

/** A handle with the tables of the fixture `tokens`, whose statements are counted. */
export interface Counted {
  handle: unknown
  schema: AuthSchema
  /** How many statements, or requests over HTTP, have been sent so far. */
  sent(): number | Promise<number>
  /** The same, with those that are on their way at the same time counted as one. */
  trips?(): number
  close(): Promise<unknown>
}

class Counter {
  #count = 0
  #trips = 0
  #pending = 0
  readonly sent = () => this.#count
  readonly trips = () => this.#trips
  readonly add = () => void this.#count++

  /** A function that does the same, and counts. */
  readonly counting = <Work extends (...args: never[]) => unknown>(work: Work): Work =>
    ((...args: never[]) => {
      this.add()
      return work(...args)
    }) as Work

  /** `fetch` that counts, for clients that take one. */
  readonly fetch: typeof fetch = async (...args) => {
    if (this.#pending === 0) this.#trips++
    this.#pending++
    try {
      return await this.counting(fetch)(...args)
    } finally {
      this.#pending--
    }
  }
}

async function betterSqlite3(): Promise<Counted> {
  const { add, sent } = new Counter()
  const handle = new Database(':memory:', { verbose: add })
  for (const statement of await sqliteTables(sqliteSchemas.tokens)) handle.exec(statement)
  return { handle, schema: sqliteSchemas.tokens, sent, close: async () => handle.close() }
}

async function d1(): Promise<Counted> {
  const { counting, sent } = new Counter()
  const server = new Miniflare({
    modules: true,
    script: 'export default {}',
    compatibilityDate: '2025-06-01',
    d1Databases: ['DB'],
  })
  const binding = await server.getD1Database('DB')
  for (const statement of await sqliteTables(sqliteSchemas.tokens)) {
    await binding.prepare(statement).run()
  }
  const sending = ['run', 'all', 'raw', 'first', 'batch']
  /** The binding or a statement of it: what it prepares or binds counts too. */
  const counted = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get(_, property) {
        const method = Reflect.get(target, property)
        if (typeof method !== 'function') return method
        const own = method.bind(target)
        if (sending.includes(String(property))) return counting(own)
        return (...args: unknown[]) => counted(own(...args))
      },
    })
  const handle = counted(binding)
  return { handle, schema: sqliteSchemas.tokens, sent, close: () => server.dispose() }
}

async function libsql(): Promise<Counted> {
  const { fetch, sent } = new Counter()
  const { url, stop } = await startLibsql()
  const handle = createClient({ url, fetch })
  for (const statement of await sqliteTables(sqliteSchemas.tokens)) await handle.execute(statement)
  const close = async () => {
    handle.close()
    await stop()
  }
  return { handle, schema: sqliteSchemas.tokens, sent, close }
}

async function pgPool(): Promise<Counted> {
  const { counting, sent } = new Counter()
  const { url, drop } = await postgresDatabase(postgresSchemas.tokens)
  const handle = new pg.Pool({ connectionString: url })
  handle.on('error', () => {})
  handle.on('connect', (client) => {
    client.query = counting(client.query.bind(client) as () => never) as typeof client.query
  })
  return { handle, schema: postgresSchemas.tokens, sent, close: () => handle.end().then(drop) }
}

async function pglite(): Promise<Counted> {
  const { counting, sent } = new Counter()
  const handle = await PGlite.create()
  for (const statement of await postgresTables(postgresSchemas.tokens)) await handle.exec(statement)
  handle.query = counting(handle.query.bind(handle) as () => never) as typeof handle.query
  return { handle, schema: postgresSchemas.tokens, sent, close: () => handle.close() }
}

async function postgresJs(): Promise<Counted> {
  const { add, sent } = new Counter()
  const { url, drop } = await postgresDatabase(postgresSchemas.tokens)
  const handle = postgres(url, { max: 1, debug: add })
  return { handle, schema: postgresSchemas.tokens, sent, close: () => handle.end().then(drop) }
}

async function neonHttp(): Promise<Counted> {
  const { counting, sent } = new Counter()
  const { url: postgresUrl, drop } = await postgresDatabase(postgresSchemas.tokens)
  const { url, stop } = await startNeon(postgresUrl)
  neonConfig.fetchFunction = counting(fetch)
  const close = () => {
    neonConfig.fetchFunction = undefined
    return stop().then(drop)
  }
  return { handle: neonOverHttp(url), schema: postgresSchemas.tokens, sent, close }
}

async function mysql2(): Promise<Counted> {
  const { url, drop } = await mysqlDatabase(mysqlSchemas.tokens)
  const handle = mysql.createPool({ uri: url, connectionLimit: 1 })
  let asked = 0
  /** What the server has counted on the only connection, but for the question itself. */
  async function sent(): Promise<number> {
    asked++
    const question = `show session status like 'Questions'`
    const [[row]] = await handle.query<RowDataPacket[]>(question)
    return Number(row?.Value) - asked
  }
  return { handle, schema: mysqlSchemas.tokens, sent, close: () => handle.end().then(drop) }
}

async function planetscale(): Promise<Counted> {
  const { fetch, sent, trips } = new Counter()
  const { url: mysqlUrl, drop } = await planetscaleDatabase(schemasWithoutForeignKeys.tokens)
  const { url, stop } = await startPlanetscale(mysqlUrl)
  const handle = new PlanetscaleClient({ url, fetch: fetch as never })
  const close = () => stop().then(drop)
  return { handle, schema: schemasWithoutForeignKeys.tokens, sent, trips, close }
}

export const openCounted: Record<EntryName, () => Promise<Counted>> = {
  d1,
  'better-sqlite3': betterSqlite3,
  libsql,
  pg: pgPool,
  pglite,
  'postgres-js': postgresJs,
  'neon-http': neonHttp,
  mysql2,
  planetscale,
}
