import { betterSqlite3 } from '../drivers/better-sqlite3.ts'
import type { Handle, ServerHandle } from '../drivers/driver.ts'
import { libsqlFile } from '../drivers/libsql.ts'
import { mysql2Pool } from '../drivers/mysql2.ts'
import { neonHttp } from '../drivers/neon-http.ts'
import { pgPool } from '../drivers/pg.ts'
import { pglite } from '../drivers/pglite.ts'
import { planetscale } from '../drivers/planetscale.ts'
import { postgresJs } from '../drivers/postgres-js.ts'
import { mysqlValues, postgresValues, tablesOf } from './dialects.ts'
import {
  type Client,
  type CreateAuth,
  type DialectOfValues,
  inBatch,
  inSyncTransaction,
  inTransaction,
  type ValuesDriver,
} from './driver.ts'
import { relationsOf } from './relations.ts'
import { sqliteValues } from './sqlite-dialect.ts'

type Together = ValuesDriver['together']

/** Two handles on a server: plain Drizzle must not touch the one that is ours. */
function onServer(
  handle: ServerHandle,
  dialect: DialectOfValues,
  together: Together = inTransaction,
): ValuesDriver {
  const { name, createAuth, database: make, connect, drizzle } = handle
  return {
    name,
    dialect,
    createAuth: createAuth as unknown as CreateAuth,
    together,
    async open(schema) {
      const { url, rows, drop } = await make(await tablesOf(dialect, schema))
      const ours = await connect(url, 2)
      const others = await connect(url, 2)
      return {
        handle: ours.handle,
        plain: drizzle(others.handle as never, {
          schema,
          mode: 'default',
          ...relationsOf(schema),
        }) as Client,
        rows,
        own: ours.query,
        async close() {
          await ours.end()
          await others.end()
          await drop()
        },
      }
    },
  }
}

function inProcess(handle: Handle, dialect: DialectOfValues, together: Together): ValuesDriver {
  const { name, createAuth, open, drizzle } = handle
  return {
    name,
    dialect,
    createAuth: createAuth as unknown as CreateAuth,
    together,
    async open(schema) {
      const { handle, rows, query, close } = await open(await tablesOf(dialect, schema))
      return {
        handle,
        plain: drizzle(handle as never, { schema, ...relationsOf(schema) }) as Client,
        rows,
        own: query,
        close,
      }
    },
  }
}

export const postgresDrivers = [
  onServer(pgPool, postgresValues),
  onServer(postgresJs, postgresValues),
  onServer(neonHttp, postgresValues, inBatch),
  inProcess(pglite, postgresValues, inTransaction),
]
export const mysqlDrivers = [onServer(mysql2Pool, mysqlValues), onServer(planetscale, mysqlValues)]
export const sqliteDrivers = [
  inProcess(betterSqlite3, sqliteValues, inSyncTransaction),
  inProcess(libsqlFile, sqliteValues, inBatch),
]
