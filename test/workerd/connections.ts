import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { Client } from 'pg'

/** How many connections there are to a database of PostgreSQL, MySQL or MariaDB, but for this one's. */
export function connectionsTo(url: string): Promise<number> {
  return new URL(url).protocol === 'mysql:' ? mysqlConnections(url) : postgresConnections(url)
}

async function postgresConnections(connectionString: string): Promise<number> {
  const client = new Client({ connectionString })
  await client.connect()
  const { rows } = await client.query(
    'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )
  await client.end()
  return rows.length
}

async function mysqlConnections(uri: string): Promise<number> {
  const connection = await createConnection({ uri })
  const [rows] = await connection.query<RowDataPacket[]>(
    'SELECT id FROM information_schema.processlist WHERE db = database() AND id <> connection_id()',
  )
  await connection.end()
  return rows.length
}

/** How many connections to a PostgreSQL database have ended without a farewell of the client. */
export async function connectionsLost(connectionString: string): Promise<number> {
  const client = new Client({ connectionString })
  await client.connect()
  const { rows } = await client.query(
    'SELECT sessions_abandoned FROM pg_stat_database WHERE datname = current_database()',
  )
  await client.end()
  return Number(rows[0].sessions_abandoned)
}
