import type { Client } from 'pg'
import type postgres from 'postgres'
import { findPackage, requirePackage } from '../project-package.ts'
import type { Database, Row } from './database.ts'

interface Connection {
  query(statement: string): Promise<Row[]>
  close(): Promise<void>
}

/** PostgreSQL through the project's pg or postgres, in a transaction that cannot write. */
export async function connectPostgres(url: string): Promise<Database> {
  const hasPg = findPackage('pg') !== undefined || findPackage('postgres') === undefined
  const { query, close } = hasPg ? await openPg(url) : openPostgresJs(url)
  await query('BEGIN READ ONLY').catch(async (error: unknown) => {
    await close()
    throw error
  })
  return {
    async query(statements) {
      const results: Row[][] = []
      for (const statement of statements) results.push(await query(statement))
      return results
    },
    close,
  }
}

async function openPg(url: string): Promise<Connection> {
  const pg = requirePackage<{ Client: typeof Client }>('pg', 'npm install pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // The query under way tells that the connection is lost.
  client.on('error', () => {})
  await client.connect()
  return {
    query: async (statement) => (await client.query<Row>(statement)).rows,
    close: () => client.end(),
  }
}

function openPostgresJs(url: string): Connection {
  const connect = requirePackage<typeof postgres>('postgres', 'npm install postgres')
  const client = connect(url, { max: 1, connect_timeout: 10, onnotice: () => {} })
  return {
    query: async (statement) => client.unsafe(statement),
    close: () => client.end(),
  }
}
