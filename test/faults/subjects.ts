import { PGlite } from '@electric-sql/pglite'
import { createClient } from '@libsql/client'
import { createClient as createHttpClient } from '@libsql/client/http'
import { Client as PlanetscaleClient } from '@planetscale/database'
import Database from 'better-sqlite3'
import { Miniflare } from 'miniflare'
import { createAuth as createBetterSqlite3Auth } from '../../src/better-sqlite3.ts'
import { createAuth as createD1Auth } from '../../src/d1.ts'
import { createAuth as createPgliteAuth } from '../../src/pglite.ts'
import { postgresTables, sqliteTables } from '../ddl.ts'
import { schemas as postgresSchemas } from '../fixtures/postgres.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { neonOverHttp } from '../servers/neon.ts'
import type { Row } from './database.ts'
import {
  type CreateAuth,
  type LuciaSchema,
  mysql2Connection,
  mysql2Pool,
  neonHttp,
  pgClient,
  pgPool,
  planetscale,
  postgresJs,
  type ServerDriver,
} from './drivers.ts'
import { connectLibsql, countSql, createLibsqlAuth } from './libsql.ts'

export type Dialect = 'sqlite' | 'postgres' | 'mysql'

export interface Opened {
  handle: unknown
  /** Runs a statement of the test's own. */
  run(statement: string): Promise<unknown>
  /** How many rows each of the tables has. */
  counts(...tables: string[]): Promise<number[]>
  /** Ends the handle, as the app would. */
  end(): Promise<unknown>
  close(): Promise<unknown>
}

/** How the messages of a driver's own errors begin. */
interface Messages {
  ended: string
  refused: string
  missing: string
}

/** A driver on a database of its own. */
export interface Subject {
  name: string
  dialect: Dialect
  createAuth: CreateAuth
  schema: LuciaSchema
  /** Opens a database that has these tables, or none. */
  open(tables?: object): Promise<Opened>
  /** A handle whose server is to be on that port of this machine. */
  connectTo?(port: number): Promise<Pick<Opened, 'handle' | 'close'>>
  messages: Messages
}

function ofServer(
  driver: ServerDriver,
  dialect: 'postgres' | 'mysql',
  messages: Messages,
): Subject {
  const { name, createAuth, schema } = driver
  return {
    name,
    dialect,
    createAuth,
    schema,
    messages,
    async open(tables = {}) {
      const { run, counts, drop, url } = await driver.open(tables)
      const { handle, end } = await driver.connect(url, 2)
      return { handle, run, counts, end, close: () => end().then(drop, drop) }
    },
    async connectTo(port) {
      const address = `${dialect}://lucia:lucia@127.0.0.1:${port}/lucia`
      const { handle, end } = await driver.connect(address, 2)
      return { handle, close: end }
    },
  }
}

const refused = 'connect ECONNREFUSED'
const mysqlMissing = "Table 'lucia_"

const mysqlSubjects = [
  ofServer(mysql2Pool, 'mysql', { ended: 'Pool is closed.', refused, missing: mysqlMissing }),
  ofServer(mysql2Connection, 'mysql', {
    ended: "Can't add new command when connection is in closed state",
    refused,
    missing: mysqlMissing,
  }),
]

const postgresSubjects = [
  ofServer(pgPool, 'postgres', {
    ended: 'Cannot use a pool after calling end on the pool',
    refused,
    missing: 'relation "user',
  }),
  ofServer(pgClient, 'postgres', {
    ended: 'Client was closed and is not queryable',
    refused,
    missing: 'relation "user',
  }),
  ofServer(postgresJs, 'postgres', {
    ended: 'write CONNECTION_ENDED',
    refused,
    missing: 'relation "user',
  }),
]

/** Clients over HTTP cannot be ended: here their gateway is gone. */
const neonSubject: Subject = {
  ...ofServer(neonHttp, 'postgres', {
    ended: 'Error connecting to database: TypeError: fetch failed',
    refused: 'Error connecting to database: TypeError: fetch failed',
    missing: 'relation "user',
  }),
  async connectTo(port) {
    const handle = neonOverHttp(`postgres://lucia:lucia@127.0.0.1:${port}/lucia`)
    return { handle, close: async () => {} }
  },
}

const planetscaleSubject: Subject = {
  ...ofServer(planetscale, 'mysql', {
    ended: 'fetch failed',
    refused: 'fetch failed',
    missing: 'target: lucia_',
  }),
  async connectTo(port) {
    const handle = new PlanetscaleClient({ url: `http://lucia:lucia@127.0.0.1:${port}` })
    return { handle, close: async () => {} }
  },
}

const libsqlSubject: Subject = {
  name: 'libSQL over HTTP',
  dialect: 'sqlite',
  createAuth: createLibsqlAuth,
  schema: schemas.lucia,
  messages: {
    ended: 'closed',
    refused: 'fetch failed',
    missing: 'SQLITE_UNKNOWN: SQLite error: no such table',
  },
  async open(tables = {}) {
    const { client, counts, run, close } = await connectLibsql(tables)
    return { handle: client, run, counts, end: async () => client.close(), close }
  },
  async connectTo(port) {
    const handle = createHttpClient({ url: `http://127.0.0.1:${port}` })
    return { handle, close: async () => handle.close() }
  },
}

const libsqlFileSubject: Subject = {
  name: 'a libSQL file',
  dialect: 'sqlite',
  createAuth: createLibsqlAuth,
  schema: schemas.lucia,
  messages: { ended: 'closed', refused: '', missing: 'no such table' },
  async open(tables = {}) {
    const handle = createClient({ url: ':memory:' })
    for (const statement of await sqliteTables(tables)) await handle.execute(statement)
    const counts = async (...names: string[]) =>
      Object.values((await handle.execute(countSql(names))).rows[0] ?? {}).map(Number)
    const close = async () => handle.close()
    return { handle, run: (statement) => handle.execute(statement), counts, end: close, close }
  },
}

const pgliteSubject: Subject = {
  name: 'PGlite',
  dialect: 'postgres',
  createAuth: createPgliteAuth as unknown as CreateAuth,
  schema: postgresSchemas.lucia as unknown as LuciaSchema,
  messages: { ended: 'PGlite is closed', refused: '', missing: 'relation "user' },
  async open(tables = {}) {
    const handle = await PGlite.create()
    for (const statement of await postgresTables(tables)) await handle.exec(statement)
    const run = (statement: string) => handle.exec(statement)
    const counts = async (...names: string[]) =>
      Object.values((await handle.query<Row>(countSql(names))).rows[0] ?? {}).map(Number)
    const close = () => handle.close()
    return { handle, run, counts, end: close, close }
  },
}

const betterSqlite3Subject: Subject = {
  name: 'better-sqlite3',
  dialect: 'sqlite',
  createAuth: createBetterSqlite3Auth as unknown as CreateAuth,
  schema: schemas.lucia,
  messages: { ended: 'The database connection is not open', refused: '', missing: 'no such table' },
  async open(tables = {}) {
    const handle = new Database(':memory:')
    for (const statement of await sqliteTables(tables)) handle.exec(statement)
    const run = async (statement: string) => handle.exec(statement)
    const counts = async (...names: string[]) =>
      Object.values(handle.prepare<[], Record<string, number>>(countSql(names)).get() ?? {})
    const close = async () => handle.close()
    return { handle, run, counts, end: close, close }
  },
}

/** A D1 whose workerd is gone is what a binding of `getPlatformProxy()` may meet in development. */
const d1Subject: Subject = {
  name: 'D1',
  dialect: 'sqlite',
  createAuth: createD1Auth as unknown as CreateAuth,
  schema: schemas.lucia,
  messages: {
    ended: 'Attempted to use poisoned stub',
    refused: '',
    missing: 'D1_ERROR: no such table',
  },
  async open(tables = {}) {
    const server = new Miniflare({
      modules: true,
      script: 'export default {}',
      compatibilityDate: '2025-06-01',
      d1Databases: ['DB'],
    })
    const handle = await server.getD1Database('DB')
    const run = (statement: string) => handle.prepare(statement).run()
    for (const statement of await sqliteTables(tables)) await run(statement)
    const counts = async (...names: string[]) =>
      Object.values((await handle.prepare(countSql(names)).first<Record<string, number>>()) ?? {})
    const close = () => server.dispose()
    return { handle, run, counts, end: close, close }
  },
}

export const subjects = [
  ...postgresSubjects,
  ...mysqlSubjects,
  planetscaleSubject,
  neonSubject,
  pgliteSubject,
  libsqlSubject,
  libsqlFileSubject,
  betterSqlite3Subject,
  d1Subject,
]
