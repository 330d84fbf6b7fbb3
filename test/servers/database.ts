import { randomBytes } from 'node:crypto'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { Client } from 'pg'

/** A database of one caller on a server that may be shared. */
export interface TestDatabase {
  url: string
  /** Deletes the database, and ends the connections that are still open to it. */
  drop(): Promise<void>
}

/**
 * Makes an empty database with a random name on the PostgreSQL or MySQL server of the address, and
 * gives its address.
 */
export async function createDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `lucia_${randomBytes(8).toString('hex')}`
  const url = new URL(serverUrl)
  const server = /^postgres(ql)?:$/.test(url.protocol) ? postgresDatabase : mysqlDatabase
  url.pathname = `/${name}`
  const { create, drop } = server(serverUrl, name)
  await create()
  return { url: url.href, drop }
}

interface Statements {
  create(): Promise<void>
  drop(): Promise<void>
}

function postgresDatabase(serverUrl: string, name: string): Statements {
  async function run(sql: string): Promise<void> {
    const client = new Client({ connectionString: serverUrl })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  return {
    create: () => run(`CREATE DATABASE ${name}`),
    // The server waits for connections that are closing, which a forced drop would end with an error.
    drop: () =>
      run(`DROP DATABASE IF EXISTS ${name}`).catch(() =>
        run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
      ),
  }
}

function mysqlDatabase(serverUrl: string, name: string): Statements {
  async function run(sql: string): Promise<void> {
    const connection = await createConnection(serverUrl)
    try {
      // An open transaction would make the DROP wait for ever.
      const [sessions] = await connection.query<RowDataPacket[]>(
        'SELECT id FROM information_schema.processlist WHERE db = ?',
        [name],
      )
      for (const { id } of sessions) await connection.query('KILL ?', [id]).catch(() => {})
      await connection.query(sql)
    } finally {
      await connection.end()
    }
  }
  return {
    create: () => run(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`),
    drop: () => run(`DROP DATABASE IF EXISTS ${name}`),
  }
}
