import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { mysql2, planetscale } from '@lucia-auth/adapter-mysql'
import { pg as pgAdapter, postgres as postgresAdapter } from '@lucia-auth/adapter-postgresql'
import { betterSqlite3, libsql } from '@lucia-auth/adapter-sqlite'
import { Client as PlanetscaleClient } from '@planetscale/database'
import Database from 'better-sqlite3'
import { type Adapter, type InitializeAdapter, type Auth as LuciaAuth, lucia } from 'lucia'
import mysql from 'mysql2/promise'
import pg from 'pg'
import postgres from 'postgres'
import { createAuth as createBetterSqlite3Auth } from '../src/better-sqlite3.ts'
import { createAuth as createLibsqlAuth } from '../src/libsql.ts'
import { createAuth as createMysql2Auth } from '../src/mysql2.ts'
import { createAuth as createPgAuth } from '../src/pg.ts'
import { createAuth as createPlanetscaleAuth } from '../src/planetscale.ts'
import { createAuth as createPostgresJsAuth } from '../src/postgres-js.ts'
import { mysqlTables, postgresTables, sqliteTables } from '../test/ddl.ts'
import { schemas as mysqlSchemas, schemasWithoutForeignKeys } from '../test/fixtures/mysql.ts'
import { schemas as postgresSchemas } from '../test/fixtures/postgres.ts'
import { schemas as sqliteSchemas } from '../test/fixtures/sqlite.ts'
import { createDatabase } from '../test/servers/database.ts'
import { startMysql } from '../test/servers/mysql.ts'
import { startPlanetscale } from '../test/servers/planetscale.ts'
import { startPostgres } from '../test/servers/postgres.ts'

/** A driver on its real engine, with this package and plain Lucia over the same tables. */
export interface Subject {
  auth: LuciaAuth
  /** Lucia as its guide sets it up, on the official adapter of the driver. */
  official: LuciaAuth
  /** The session check's join by the bare driver, prepared where the driver prepares. */
  join(sessionId: string): unknown
  close(): Promise<unknown>
}

/** What is the same on both sides: an attribute to show, and no work for passwords. */
const options = {
  env: 'DEV' as const,
  getUserAttributes: ({ username }: { username?: unknown }) => ({ username }),
  passwordHash: { generate: async (password: string) => password, validate: async () => true },
}
const tableNames = { user: 'user', session: 'user_session', key: 'user_key' }
const connections = 10

const plainLucia = (adapter: InitializeAdapter<Adapter>) =>
  lucia({ ...options, adapter }) as unknown as LuciaAuth
const typed = ({ auth }: { auth: unknown }) => auth as LuciaAuth

/** The join in a dialect's quotation marks, and with its parameter. */
const joinSql = (quote: string, parameter: string) =>
  `select s.id, s.user_id, s.active_expires, s.idle_expires, s.country, u.id as owner, u.username
    from user_session s inner join ${quote}user${quote} u on u.id = s.user_id
    where s.id = ${parameter}`

/** A driver, by the name of its entry. */
export const drivers: Record<string, () => Promise<Subject>> = {
  async 'better-sqlite3'() {
    const database = new Database(':memory:')
    for (const statement of await sqliteTables(sqliteSchemas.lucia)) database.exec(statement)
    const join = database.prepare(joinSql('"', '?'))
    return {
      auth: typed(createBetterSqlite3Auth(database, { ...options, schema: sqliteSchemas.lucia })),
      official: plainLucia(betterSqlite3(database, tableNames)),
      join: (sessionId) => join.get(sessionId),
      close: async () => database.close(),
    }
  },

  async libsql() {
    const folder = await mkdtemp(join(tmpdir(), 'bench-libsql-'))
    const client = createClient({ url: `file:${join(folder, 'app.db')}` })
    for (const statement of await sqliteTables(sqliteSchemas.lucia)) await client.execute(statement)
    return {
      auth: typed(createLibsqlAuth(client, { ...options, schema: sqliteSchemas.lucia })),
      official: plainLucia(libsql(client as never, tableNames)),
      join: (sessionId) => client.execute({ sql: joinSql('"', '?'), args: [sessionId] }),
      async close() {
        client.close()
        rmSync(folder, { recursive: true })
      },
    }
  },

  async pg() {
    const server = await startPostgres()
    const { url, drop } = await createDatabase(server.url)
    const pool = new pg.Pool({ connectionString: url, max: connections })
    for (const statement of await postgresTables(postgresSchemas.lucia)) await pool.query(statement)
    const text = joinSql('"', '$1')
    return {
      auth: typed(createPgAuth(pool, { ...options, schema: postgresSchemas.lucia })),
      official: plainLucia(pgAdapter(pool, tableNames)),
      join: (sessionId) => pool.query({ name: 'check', text, values: [sessionId] }),
      close: () => pool.end().then(drop).then(server.stop),
    }
  },

  async 'postgres-js'() {
    const server = await startPostgres()
    const { url, drop } = await createDatabase(server.url)
    const client = postgres(url, { max: connections })
    for (const statement of await postgresTables(postgresSchemas.lucia)) {
      await client.unsafe(statement)
    }
    const text = joinSql('"', '$1')
    return {
      auth: typed(createPostgresJsAuth(client, { ...options, schema: postgresSchemas.lucia })),
      official: plainLucia(postgresAdapter(client as never, tableNames)),
      join: (sessionId) => client.unsafe(text, [sessionId], { prepare: true }),
      close: () => client.end().then(drop).then(server.stop),
    }
  },

  async mysql2() {
    const server = await startMysql()
    const { url, drop } = await createDatabase(server.url)
    const pool = mysql.createPool({ uri: url, connectionLimit: connections })
    for (const statement of await mysqlTables(mysqlSchemas.lucia)) await pool.query(statement)
    const text = joinSql('`', '?')
    return {
      auth: typed(createMysql2Auth(pool, { ...options, schema: mysqlSchemas.lucia })),
      official: plainLucia(mysql2(pool as never, tableNames)),
      join: (sessionId) => pool.execute(text, [sessionId]),
      close: () => pool.end().then(drop).then(server.stop),
    }
  },

  async planetscale() {
    const server = await startMysql()
    const { url, drop } = await createDatabase(server.url)
    const gateway = await startPlanetscale(url)
    const client = new PlanetscaleClient({ url: gateway.url })
    const schema = schemasWithoutForeignKeys.lucia
    for (const statement of await mysqlTables(schema)) await client.execute(statement)
    const text = joinSql('`', '?')
    return {
      auth: typed(createPlanetscaleAuth(client, { ...options, schema })),
      official: plainLucia(planetscale(client.connection() as never, tableNames)),
      join: (sessionId) => client.execute(text, [sessionId]),
      close: () => gateway.stop().then(drop).then(server.stop),
    }
  },
}
