import type { Database } from 'better-sqlite3'
import { drizzle as drizzleBetterSqlite3 } from 'drizzle-orm/better-sqlite3'
import { drizzle as drizzleMysql2 } from 'drizzle-orm/mysql2'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import { drizzle as drizzlePgProxy } from 'drizzle-orm/pg-proxy'
import { drizzle as drizzleSqliteProxy } from 'drizzle-orm/sqlite-proxy'
import mysql from 'mysql2/promise'
import pg from 'pg'
import { createAuth as createMysqlAuth } from '../../src/drizzle/mysql.ts'
import { createAuth as createPostgresAuth } from '../../src/drizzle/postgres.ts'
import { createAuth as createSqliteAuth } from '../../src/drizzle/sqlite.ts'
import { betterSqlite3 } from '../conformance/better-sqlite3.ts'
import { clientCases, throughClient } from '../conformance/client.ts'
import { conformance } from '../conformance/conformance.ts'
import type { CreateAuth, Engine } from '../conformance/engine.ts'
import { mysqlEngine } from '../conformance/mysql.ts'
import { postgresEngine } from '../conformance/postgres.ts'
import { schemas as mysqlSchemas } from '../fixtures/mysql.ts'

/** What Drizzle's proxies hand to the app: a statement, and whether rows are wanted. */
interface Sent {
  sql: string
  params: unknown[]
  method: string
}

/** An app's own way to SQLite, as one over HTTP would be. */
function answer(database: Database, { sql, params, method }: Sent): { rows: unknown[] } {
  const statement = database.prepare(sql)
  if (!statement.reader) {
    statement.run(...params)
    return { rows: [] }
  }
  const rows = statement.raw().all(...params)
  return { rows: method === 'get' ? (rows[0] as unknown[]) : rows }
}

type Given<Handle> = { client: Handle } & object

const sqlite: Engine = { ...betterSqlite3, createAuth: createSqliteAuth as unknown as CreateAuth }

const sqliteProxy = ({ client, ...config }: Given<Database>) =>
  drizzleSqliteProxy(
    async (sql, params, method) => answer(client, { sql, params, method }),
    undefined,
    config,
  )

const sqliteProxyWithBatches = ({ client, ...config }: Given<Database>) =>
  drizzleSqliteProxy(
    async (sql, params, method) => answer(client, { sql, params, method }),
    async (sent) => client.transaction(() => sent.map((one) => answer(client, one)))(),
    config,
  )

const postgres = postgresEngine('a pg Client', createPostgresAuth, async (connectionString) => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  return { handle: client, close: () => client.end() }
})

const pgProxy = ({ client, ...config }: Given<pg.Client>) =>
  drizzlePgProxy(async (text, values, method) => {
    const rowMode = method === 'all' ? { rowMode: 'array' as const } : {}
    return await client.query({ text, values, ...rowMode })
  }, config)

const mysqlOne = mysqlEngine('a mysql2 Connection', createMysqlAuth, mysqlSchemas, async (uri) => {
  const connection = await mysql.createConnection({ uri, supportBigNumbers: true })
  return { handle: connection, close: () => connection.end() }
})

const named = (engine: Engine, name: string): Engine => ({ ...engine, name })

conformance(
  throughClient(named(sqlite, 'sqlite-proxy with batches'), 'sqlite', sqliteProxyWithBatches),
)
clientCases(throughClient(named(sqlite, 'sqlite-proxy'), 'sqlite', sqliteProxy))
clientCases(throughClient(named(sqlite, 'better-sqlite3'), 'sqlite', drizzleBetterSqlite3))
conformance(throughClient(named(postgres, 'pg-proxy'), 'postgres', pgProxy))
clientCases(throughClient(postgres, 'postgres', drizzlePg))
clientCases(throughClient(mysqlOne, 'mysql', drizzleMysql2))
