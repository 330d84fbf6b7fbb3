import { PGlite } from '@electric-sql/pglite'
import { createClient } from '@libsql/client'
import Database from 'better-sqlite3'
import { drizzle as drizzleBetterSqlite3 } from 'drizzle-orm/better-sqlite3'
import { drizzle as drizzleLibsql } from 'drizzle-orm/libsql'
import { drizzle as drizzleMysql2 } from 'drizzle-orm/mysql2'
import { drizzle as drizzleNeonHttp } from 'drizzle-orm/neon-http'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { drizzle as drizzlePlanetscale } from 'drizzle-orm/planetscale-serverless'
import { drizzle as drizzlePostgresJs } from 'drizzle-orm/postgres-js'
import { createAuth as createBetterSqlite3Auth } from '../../src/better-sqlite3.ts'
import { createAuth as createLibsqlAuth } from '../../src/libsql.ts'
import { createAuth as createPgliteAuth } from '../../src/pglite.ts'
import {
  mysql2Pool,
  neonHttp,
  pgPool,
  planetscale,
  postgresJs,
  type ServerDriver,
} from '../faults/drivers.ts'
import { mysqlValues, postgresValues, tablesOf } from './dialects.ts'
import {
  type Client,
  type CreateAuth,
  type DialectOfValues,
  inBatch,
  inSyncTransaction,
  inTransaction,
  type Row,
  rowsOf,
  type ValuesDriver,
} from './driver.ts'
import { sqliteValues } from './sqlite-dialect.ts'

type Drizzle = (config: { client: never; schema: never; mode: never }) => unknown

function ofServer(driver: ServerDriver, dialect: DialectOfValues, drizzle: unknown): ValuesDriver {
  return {
    name: driver.name,
    dialect,
    createAuth: driver.createAuth as unknown as CreateAuth,
    together: inTransaction,
    async open(schema) {
      const database = await driver.open({})
      for (const statement of await tablesOf(dialect, schema)) await database.run(statement)
      const ours = await driver.connect(database.url, 2)
      const others = await driver.connect(database.url, 2)
      const plain = (drizzle as Drizzle)({
        client: others.handle as never,
        schema: schema as never,
        mode: 'default' as never,
      })
      return {
        handle: ours.handle,
        plain: plain as Client,
        rows: async (statement) => rowsOf(await database.run(statement)),
        own: ours.query,
        async close() {
          await ours.end()
          await others.end()
          await database.drop()
        },
      }
    },
  }
}

const pglite: ValuesDriver = {
  name: 'PGlite',
  dialect: postgresValues,
  createAuth: createPgliteAuth as unknown as CreateAuth,
  together: inTransaction,
  async open(schema) {
    const handle = await PGlite.create()
    for (const statement of await tablesOf(postgresValues, schema)) await handle.exec(statement)
    const rows = async (statement: string) => (await handle.query<Row>(statement)).rows
    return {
      handle,
      plain: drizzlePglite({ client: handle, schema }) as unknown as Client,
      rows,
      own: rows,
      close: () => handle.close(),
    }
  },
}

const betterSqlite3: ValuesDriver = {
  name: 'better-sqlite3',
  dialect: sqliteValues,
  createAuth: createBetterSqlite3Auth as unknown as CreateAuth,
  together: inSyncTransaction,
  async open(schema) {
    const handle = new Database(':memory:')
    for (const statement of await tablesOf(sqliteValues, schema)) handle.exec(statement)
    const rows = async (statement: string) => handle.prepare<[], Row>(statement).all()
    return {
      handle,
      plain: drizzleBetterSqlite3({ client: handle, schema }) as unknown as Client,
      rows,
      own: rows,
      close: async () => handle.close(),
    }
  },
}

const libsql: ValuesDriver = {
  name: 'libSQL',
  dialect: sqliteValues,
  createAuth: createLibsqlAuth as unknown as CreateAuth,
  together: inBatch,
  async open(schema) {
    const handle = createClient({ url: ':memory:' })
    for (const statement of await tablesOf(sqliteValues, schema)) await handle.execute(statement)
    const rows = async (statement: string) =>
      (await handle.execute(statement)).rows.map((row) => ({ ...row }))
    return {
      handle,
      plain: drizzleLibsql({ client: handle, schema }) as unknown as Client,
      rows,
      own: rows,
      close: async () => handle.close(),
    }
  },
}

export const postgresDrivers = [
  ofServer(pgPool, postgresValues, drizzlePg),
  ofServer(postgresJs, postgresValues, drizzlePostgresJs),
  ofServer(neonHttp, postgresValues, drizzleNeonHttp),
  pglite,
]
export const mysqlDrivers = [
  ofServer(mysql2Pool, mysqlValues, drizzleMysql2),
  ofServer(planetscale, mysqlValues, drizzlePlanetscale),
]
export const sqliteDrivers = [betterSqlite3, libsql]
