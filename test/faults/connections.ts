import { PGlite } from '@electric-sql/pglite'
import Database from 'better-sqlite3'
import mysql, { type Connection } from 'mysql2/promise'
import pg from 'pg'
import { createAuth as createBetterSqlite3Auth } from '../../src/better-sqlite3.ts'
import { createAuth as createMysql2Auth } from '../../src/mysql2.ts'
import { createAuth as createPgAuth } from '../../src/pg.ts'
import { createAuth as createPgliteAuth } from '../../src/pglite.ts'
import { postgresTables, sqliteTables } from '../ddl.ts'
import { schemas as mysqlSchemas } from '../fixtures/mysql.ts'
import { schemas as postgresSchemas } from '../fixtures/postgres.ts'
import { schemas as sqliteSchemas } from '../fixtures/sqlite.ts'
import { mysqlDatabase, postgresDatabase, type Row } from './database.ts'
import type { CreateAuth, LuciaSchema } from './drivers.ts'
import type { Dialect } from './subjects.ts'

/** A handle that is one connection, on which the app can have a transaction open. */
export interface OpenConnection {
  handle: unknown
  /** Runs a statement of the app's on that connection. */
  run(statement: string): Promise<unknown>
  /** Runs a statement on another connection, where there is one. */
  runElsewhere(statement: string): Promise<unknown>
  /** Reads through another connection where there is one: what is committed. */
  rows(table: string): Promise<Row[]>
  close(): Promise<unknown>
}

export interface ConnectionDriver {
  name: string
  dialect: Dialect
  createAuth: CreateAuth
  schema: LuciaSchema
  /** What begins a transaction of the app. */
  begin: string
  open(): Promise<OpenConnection>
}

const orders = 'create table orders (id integer primary key)'

const ofPg = {
  dialect: 'postgres',
  createAuth: createPgAuth as unknown as CreateAuth,
  schema: postgresSchemas.lucia as unknown as LuciaSchema,
  begin: 'begin',
} as const

const ofMysql2 = {
  dialect: 'mysql',
  createAuth: createMysql2Auth as unknown as CreateAuth,
  schema: mysqlSchemas.lucia as unknown as LuciaSchema,
  begin: 'begin',
} as const

async function openPg(
  connect: (url: string) => Promise<{ client: pg.ClientBase; end(): Promise<unknown> }>,
): Promise<OpenConnection> {
  const database = await postgresDatabase()
  await database.run(orders)
  const { client, end } = await connect(database.url)
  return {
    handle: client,
    run: (statement) => client.query(statement),
    runElsewhere: database.run,
    rows: async (table) =>
      ((await database.run(`select * from "${table}"`)) as { rows: Row[] }).rows,
    close: async () => {
      await end()
      await database.drop()
    },
  }
}

async function openMysql2(
  connect: (url: string) => Promise<{ connection: Connection; end(): Promise<unknown> }>,
): Promise<OpenConnection> {
  const database = await mysqlDatabase()
  await database.run(orders)
  const { connection, end } = await connect(database.url)
  return {
    handle: connection,
    run: (statement) => connection.query(statement),
    runElsewhere: database.run,
    rows: async (table) => ((await database.run(`select * from \`${table}\``)) as [Row[]])[0],
    close: async () => {
      await end()
      await database.drop()
    },
  }
}

async function connectMysql2(uri: string) {
  const connection = await mysql.createConnection({ uri })
  return { connection, end: () => connection.end() }
}

export const pgConnections: ConnectionDriver[] = [
  {
    ...ofPg,
    name: 'a pg Client',
    open: () =>
      openPg(async (connectionString) => {
        const client = new pg.Client({ connectionString })
        await client.connect()
        return { client, end: () => client.end() }
      }),
  },
  {
    ...ofPg,
    name: 'a pg PoolClient',
    open: () =>
      openPg(async (connectionString) => {
        const pool = new pg.Pool({ connectionString })
        const client = await pool.connect()
        return {
          client,
          end: () => {
            client.release()
            return pool.end()
          },
        }
      }),
  },
]

export const mysqlConnections: ConnectionDriver[] = [
  { ...ofMysql2, name: 'a mysql2 Connection', open: () => openMysql2(connectMysql2) },
  {
    ...ofMysql2,
    name: 'a mysql2 PoolConnection',
    open: () =>
      openMysql2(async (uri) => {
        const pool = mysql.createPool({ uri })
        const connection = await pool.getConnection()
        return {
          connection,
          end: () => {
            connection.release()
            return pool.end()
          },
        }
      }),
  },
  {
    ...ofMysql2,
    name: 'a mysql2 Connection without autocommit',
    begin: 'set autocommit = 0',
    open: () => openMysql2(connectMysql2),
  },
]

const pglite: ConnectionDriver = {
  ...ofPg,
  name: 'PGlite',
  createAuth: createPgliteAuth as unknown as CreateAuth,
  async open() {
    const handle = await PGlite.create()
    for (const statement of [...(await postgresTables(postgresSchemas.lucia)), orders]) {
      await handle.exec(statement)
    }
    const run = (statement: string) => handle.exec(statement)
    return {
      handle,
      run,
      runElsewhere: run,
      rows: async (table) => (await handle.query<Row>(`select * from "${table}"`)).rows,
      close: () => handle.close(),
    }
  },
}

const betterSqlite3: ConnectionDriver = {
  name: 'better-sqlite3',
  dialect: 'sqlite',
  createAuth: createBetterSqlite3Auth as unknown as CreateAuth,
  schema: sqliteSchemas.lucia,
  begin: 'begin',
  async open() {
    const handle = new Database(':memory:')
    for (const statement of [...(await sqliteTables(sqliteSchemas.lucia)), orders]) {
      handle.exec(statement)
    }
    const run = async (statement: string) => handle.exec(statement)
    return {
      handle,
      run,
      runElsewhere: run,
      rows: async (table) => handle.prepare<[], Row>(`select * from "${table}"`).all(),
      close: async () => handle.close(),
    }
  },
}

export const connections = [...pgConnections, ...mysqlConnections, pglite, betterSqlite3]
