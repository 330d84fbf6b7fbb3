import type { Database } from 'better-sqlite3'
import { drizzle as drizzlePgProxy } from 'drizzle-orm/pg-proxy'
import { drizzle as drizzleSqliteProxy } from 'drizzle-orm/sqlite-proxy'
import type { Client } from 'pg'
import { createAuth as createMysqlAuth } from '../../src/drizzle/mysql.ts'
import { createAuth as createPostgresAuth } from '../../src/drizzle/postgres.ts'
import { createAuth as createSqliteAuth } from '../../src/drizzle/sqlite.ts'
import { throughClient } from '../conformance/client.ts'
import { conformance } from '../conformance/conformance.ts'
import type { CreateAuth, Engine } from '../conformance/engine.ts'
import { shared } from '../conformance/shared.ts'
import { betterSqlite3 } from '../drivers/better-sqlite3.ts'
import type { Handle } from '../drivers/driver.ts'
import { engineOf } from '../drivers/engine.ts'
import { mysql2Connection } from '../drivers/mysql2.ts'
import { pgClient } from '../drivers/pg.ts'

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

/** The engine of a driver, with the entry that takes any Drizzle client of its dialect. */
const engine = (name: string, handle: Handle, createAuth: unknown): Engine => ({
  ...engineOf(handle),
  name,
  createAuth: createAuth as CreateAuth,
})
const sqlite = (name: string) => engine(name, betterSqlite3, createSqliteAuth)
const postgres = (name: string) => engine(name, pgClient, createPostgresAuth)
const mysql = (name: string) => engine(name, mysql2Connection, createMysqlAuth)

const sqliteProxy = (client: Database, config: object) =>
  drizzleSqliteProxy(
    async (sql, params, method) => answer(client, { sql, params, method }),
    undefined,
    config,
  )

const sqliteProxyWithBatches = (client: Database, config: object) =>
  drizzleSqliteProxy(
    async (sql, params, method) => answer(client, { sql, params, method }),
    async (sent) => client.transaction(() => sent.map((one) => answer(client, one)))(),
    config,
  )

const pgProxy = (client: Client, config: object) =>
  drizzlePgProxy(async (text, values, method) => {
    const rowMode = method === 'all' ? { rowMode: 'array' as const } : {}
    return await client.query({ text, values, ...rowMode })
  }, config)

const proxy = <Client>(
  dialect: Handle['dialect'],
  drizzle: (client: Client, config: object) => unknown,
) => ({
  dialect,
  drizzle: drizzle as (client: never, config: object) => unknown,
})

conformance(
  throughClient(sqlite('sqlite-proxy with batches'), proxy('sqlite', sqliteProxyWithBatches)),
)
conformance(throughClient(sqlite('sqlite-proxy'), proxy('sqlite', sqliteProxy)))
conformance(throughClient(sqlite('better-sqlite3'), betterSqlite3))
conformance(throughClient(shared(postgres('pg-proxy')), proxy('postgres', pgProxy)))
conformance(throughClient(shared(postgres('a pg Client')), pgClient))
conformance(throughClient(shared(mysql('a mysql2 Connection')), mysql2Connection))
