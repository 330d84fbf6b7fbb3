import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Client } from '@libsql/client'
import type BetterSqlite3 from 'better-sqlite3'
import { Failure } from '../failure.ts'
import { findPackage, requirePackage } from '../project-package.ts'
import type { Database, Row } from './database.ts'

type Libsql = typeof import('@libsql/client')

/** A file of SQLite through the project's better-sqlite3 or libSQL, opened to be read. */
export async function connectSqliteFile(address: string): Promise<Database> {
  const path = /^file:\/\//i.test(address) ? fileURLToPath(address) : address.replace(/^file:/i, '')
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new Failure(`There is no file ${path}`)
  const hasLibsql = findPackage('@libsql/client') !== undefined
  return findPackage('better-sqlite3') === undefined && hasLibsql
    ? openLibsqlFile(path)
    : openBetterSqlite3(path)
}

/** A server of libSQL, such as Turso. Its token may be in the environment or in the URL. */
export async function connectLibsql(url: string): Promise<Database> {
  const authToken = process.env.TURSO_AUTH_TOKEN ?? process.env.LIBSQL_AUTH_TOKEN
  return overLibsql(createLibsql({ url, ...(authToken !== undefined && { authToken }) }))
}

function openBetterSqlite3(path: string): Database {
  const install = 'npm install --save-dev better-sqlite3'
  const Sqlite = requirePackage<typeof BetterSqlite3>('better-sqlite3', install)
  const database = new Sqlite(path, { readonly: true, fileMustExist: true })
  return {
    query: async (statements) =>
      statements.map((statement) => database.prepare<[], Row>(statement).all()),
    close: async () => {
      database.close()
    },
  }
}

async function openLibsqlFile(path: string): Promise<Database> {
  const client = createLibsql({ url: `file:${path}` })
  await client.execute('PRAGMA query_only = ON')
  return overLibsql(client)
}

const createLibsql: Libsql['createClient'] = (config) =>
  requirePackage<Libsql>('@libsql/client', 'npm install @libsql/client').createClient(config)

function overLibsql(client: Client): Database {
  return {
    async query(statements) {
      const results: Row[][] = []
      for (const statement of statements) {
        const { rows } = await client.execute(statement)
        results.push(rows as unknown as Row[])
      }
      return results
    },
    close: async () => client.close(),
  }
}
