import { Client as PlanetscaleClient } from '@planetscale/database'
import type { RequestContext } from 'lucia'
import mysql, { type RowDataPacket } from 'mysql2/promise'
import pg from 'pg'
import postgres from 'postgres'
import type { Setup } from '../../src/internal/create-auth.ts'
import type { AuthOptions } from '../../src/internal/options.ts'
import { createAuth as createMysql2Auth } from '../../src/mysql2.ts'
import { createAuth as createNeonHttpAuth } from '../../src/neon-http.ts'
import { createAuth as createPgAuth } from '../../src/pg.ts'
import { createAuth as createPlanetscaleAuth } from '../../src/planetscale.ts'
import { createAuth as createPostgresJsAuth } from '../../src/postgres-js.ts'
import { schemas as mysqlSchemas, schemasWithoutForeignKeys } from '../fixtures/mysql.ts'
import { schemas as postgresSchemas } from '../fixtures/postgres.ts'
import type { schemas as sqliteSchemas } from '../fixtures/sqlite.ts'
import { neonOverHttp, startNeon } from '../servers/neon.ts'
import { startPlanetscale } from '../servers/planetscale.ts'
import {
  mysqlDatabase,
  planetscaleDatabase,
  postgresDatabase,
  type Row,
  type ServerDatabase,
} from './database.ts'

export type LuciaSchema = (typeof sqliteSchemas)['lucia']
type NoAttributes = Record<never, never>
export type CreateAuth = (
  handle: unknown,
  options: AuthOptions<LuciaSchema, NoAttributes, object, object, [RequestContext]>,
) => Setup<unknown, LuciaSchema, NoAttributes, NoAttributes, never[]>

/** A driver's handle, as a test opened it. */
export interface Connected {
  handle: unknown
  /** Runs a query of the test's own through the bare driver. */
  query(statement: string): Promise<Row[]>
  end(): Promise<unknown>
}

/** A driver that talks to a server. */
export interface ServerDriver {
  name: string
  createAuth: CreateAuth
  schema: LuciaSchema
  /** A database with the tables of `schema`, or of another one. */
  open(schema?: object): Promise<ServerDatabase>
  /** Connects with at most so many connections, where the handle is a pool. */
  connect(url: string, size: number): Promise<Connected>
}

const ofPostgres = {
  schema: postgresSchemas.lucia as unknown as LuciaSchema,
  open: (schema?: object) => postgresDatabase(schema),
}
const ofMysql = {
  schema: mysqlSchemas.lucia as unknown as LuciaSchema,
  open: (schema?: object) => mysqlDatabase(schema),
}

export const pgPool: ServerDriver = {
  ...ofPostgres,
  name: 'a pg Pool',
  createAuth: createPgAuth as unknown as CreateAuth,
  async connect(connectionString, max) {
    const pool = new pg.Pool({ connectionString, max })
    // A connection may be ended from outside while nobody uses it, as pg's own guide says.
    pool.on('error', () => {})
    return {
      handle: pool,
      query: async (statement) => (await pool.query<Row>(statement)).rows,
      end: () => pool.end(),
    }
  },
}

export const pgClient: ServerDriver = {
  ...ofPostgres,
  name: 'a pg Client',
  createAuth: createPgAuth as unknown as CreateAuth,
  async connect(connectionString) {
    const client = new pg.Client({ connectionString })
    client.on('error', () => {})
    await client.connect()
    return {
      handle: client,
      query: async (statement) => (await client.query<Row>(statement)).rows,
      end: () => client.end(),
    }
  },
}

export const postgresJs: ServerDriver = {
  ...ofPostgres,
  name: 'postgres.js',
  createAuth: createPostgresJsAuth as unknown as CreateAuth,
  async connect(url, max) {
    const client = postgres(url, { max })
    return {
      handle: client,
      async query(statement) {
        const run = () => client.unsafe<Row[]>(statement)
        // postgres.js tells of a lost connection once more, to the first query of the next.
        return [...(await run().catch(run))]
      },
      // Without a limit it waits for ever for the connections that the server has ended.
      end: () => client.end({ timeout: 0 }),
    }
  },
}

export const neonHttp: ServerDriver = {
  ...ofPostgres,
  name: 'Neon over HTTP',
  createAuth: createNeonHttpAuth as unknown as CreateAuth,
  async connect(postgresUrl) {
    const { url, stop } = await startNeon(postgresUrl)
    const sql = neonOverHttp(url)
    return { handle: sql, query: (statement) => sql.query(statement), end: stop }
  },
}

export const mysql2Pool: ServerDriver = {
  ...ofMysql,
  name: 'a mysql2 Pool',
  createAuth: createMysql2Auth as unknown as CreateAuth,
  async connect(uri, connectionLimit) {
    const pool = mysql.createPool({ uri, connectionLimit })
    return {
      handle: pool,
      query: async (statement) => (await pool.query<RowDataPacket[]>(statement))[0],
      end: () => pool.end(),
    }
  },
}

export const mysql2Connection: ServerDriver = {
  ...ofMysql,
  name: 'a mysql2 Connection',
  createAuth: createMysql2Auth as unknown as CreateAuth,
  async connect(uri) {
    const connection = await mysql.createConnection({ uri })
    connection.on('error', () => {})
    return {
      handle: connection,
      query: async (statement) => (await connection.query<RowDataPacket[]>(statement))[0],
      end: () => connection.end(),
    }
  },
}

export const planetscale: ServerDriver = {
  name: 'PlanetScale',
  createAuth: createPlanetscaleAuth as unknown as CreateAuth,
  schema: schemasWithoutForeignKeys.lucia as unknown as LuciaSchema,
  open: (schema) => planetscaleDatabase(schema),
  async connect(mysqlUrl) {
    const { url, stop } = await startPlanetscale(mysqlUrl)
    const client = new PlanetscaleClient({ url })
    return {
      handle: client,
      query: async (statement) => (await client.execute<Row>(statement)).rows,
      end: stop,
    }
  },
}

/** Opens a database, hands the set-up on it over, and closes everything whatever happens. */
export async function withDriver(
  driver: ServerDriver,
  size: number,
  body: (on: {
    setup: ReturnType<CreateAuth>
    connected: Connected
    database: ServerDatabase
  }) => Promise<void>,
): Promise<void> {
  const database = await driver.open()
  const connected = await driver.connect(database.url, size)
  try {
    const setup = driver.createAuth(connected.handle, { schema: driver.schema })
    await body({ setup, connected, database })
  } finally {
    await connected.end().catch(() => {})
    await database.drop()
  }
}
