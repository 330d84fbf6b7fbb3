import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createConnection } from 'mysql2/promise'
import { Client } from 'pg'
import { inject } from 'vitest'
import { createSchema as mysqlSchema } from '../../src/schema/mysql.ts'
import { createSchema as postgresSchema } from '../../src/schema/postgres.ts'
import { createSchema as sqliteSchema } from '../../src/schema/sqlite.ts'
import { mysqlTables, postgresTables, sqliteTables } from '../ddl.ts'
import { createDatabase } from '../servers/database.ts'
import { startNeon } from '../servers/neon.ts'
import { startPlanetscale } from '../servers/planetscale.ts'

/** A database with the default tables, as a snippet of the pages finds it. */
export interface SnippetDatabase {
  /** What the snippet reads: where the database is. */
  environment: Record<string, string>
  close(): Promise<void>
}

/** The real engine of each entry, but of those that are in workerd. */
export const engines: Readonly<Record<string, () => Promise<SnippetDatabase>>> = {
  'better-sqlite3': () => sqliteDatabase(),
  libsql: () => sqliteDatabase(),
  pg: postgresDatabase,
  'postgres-js': postgresDatabase,
  'neon-http': neonDatabase,
  mysql2: mysqlDatabase,
  planetscale: planetscaleDatabase,
  pglite: pgliteDatabase,
}

/** SQLite in a file, with the tables of a schema. */
export async function sqliteDatabase(schema: object = sqliteSchema()): Promise<SnippetDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'lucia-setup-docs-'))
  const file = join(folder, 'database.sqlite')
  const database = new Database(file)
  for (const statement of await sqliteTables(schema)) database.exec(statement)
  database.close()
  return {
    environment: { DATABASE_FILE: file, DATABASE_URL: `file:${file}` },
    close: () => rm(folder, { recursive: true }),
  }
}

async function postgresDatabase(): Promise<SnippetDatabase> {
  const { url, drop } = await createDatabase(inject('postgresUrl'))
  const client = new Client({ connectionString: url })
  await client.connect()
  for (const statement of await postgresTables(postgresSchema())) await client.query(statement)
  await client.end()
  return { environment: { DATABASE_URL: url }, close: drop }
}

/** The gateway of the tests in front of PostgreSQL; the driver has to be told where it is. */
async function neonDatabase(): Promise<SnippetDatabase> {
  const { environment, close } = await postgresDatabase()
  const { url, stop } = await startNeon(environment.DATABASE_URL ?? '')
  return {
    environment: { DATABASE_URL: url, NEON_ENDPOINT: `http://${new URL(url).host}/sql` },
    async close() {
      await stop()
      await close()
    },
  }
}

/** An empty folder: no version of PGlite reads another's, so the project makes its own tables. */
async function pgliteDatabase(): Promise<SnippetDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'lucia-setup-docs-'))
  const tables = await postgresTables(postgresSchema())
  return {
    environment: { DATABASE_FOLDER: folder, TABLES: tables.join('\n') },
    close: () => rm(folder, { recursive: true }),
  }
}

async function mysqlDatabase(): Promise<SnippetDatabase> {
  const { url, drop } = await createDatabase(inject('mysqlUrl'))
  const connection = await createConnection(url)
  for (const statement of await mysqlTables(mysqlSchema())) await connection.query(statement)
  await connection.end()
  return { environment: { DATABASE_URL: url }, close: drop }
}

/** The gateway of the tests in front of MySQL or MariaDB. */
async function planetscaleDatabase(): Promise<SnippetDatabase> {
  const { environment, close } = await mysqlDatabase()
  const { url, stop } = await startPlanetscale(environment.DATABASE_URL ?? '')
  return {
    environment: { DATABASE_URL: url },
    async close() {
      await stop()
      await close()
    },
  }
}
