import type { D1Database } from '@cloudflare/workers-types'
import type Database from 'better-sqlite3'
import { createConnection } from 'mysql2/promise'
import { Client } from 'pg'

/** Asks a database past the library. Its values are `$1`, `$2` in the statement, in this order. */
export type Query = (statement: string, ...values: unknown[]) => Promise<unknown[]>

/** The question put to PostgreSQL or MySQL, by the address of a database. */
export function queryOf(url: string): Query {
  return url.startsWith('mysql') ? mysqlQuery(url) : postgresQuery(url)
}

function postgresQuery(connectionString: string): Query {
  return async (statement, ...values) => {
    const client = new Client({ connectionString })
    await client.connect()
    try {
      return (await client.query(statement, values)).rows
    } finally {
      await client.end()
    }
  }
}

function mysqlQuery(url: string): Query {
  return async (statement, ...values) => {
    const connection = await createConnection(url)
    try {
      const [rows] = await connection.query(statement.replace(/\$\d/g, '?'), values)
      return Array.isArray(rows) ? rows : []
    } finally {
      await connection.end()
    }
  }
}

/** The question put to D1. */
export function d1Query(database: Pick<D1Database, 'prepare'>): Query {
  return async (statement, ...values) => {
    const prepared = database.prepare(statement.replaceAll('$', '?'))
    return (await prepared.bind(...values).all()).results
  }
}

/** The question put to SQLite. */
export function sqliteQuery(database: Database.Database): Query {
  return async (statement, ...values) => {
    const prepared = database.prepare(statement.replace(/\$\d/g, '?'))
    if (prepared.reader) return prepared.all(...values)
    prepared.run(...values)
    return []
  }
}
