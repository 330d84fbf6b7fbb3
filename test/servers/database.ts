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
export async function createDatabase(serverUrl: string, prefix = 'lucia_'): Promise<TestDatabase> {
  const name = prefix + randomBytes(8).toString('hex')
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
  const run = (sql: string) => queryPostgres(serverUrl, sql)
  return {
    create: async () => void (await run(`CREATE DATABASE ${name}`)),
    // The server waits for connections that are closing, which a forced drop would end with an error.
    drop: async () =>
      void (await run(`DROP DATABASE IF EXISTS ${name}`).catch(() =>
        run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
      )),
  }
}

async function queryPostgres(serverUrl: string, sql: string): Promise<{ name: string }[]> {
  const client = new Client({ connectionString: serverUrl })
  await client.connect()
  try {
    return (await client.query<{ name: string }>(sql)).rows
  } finally {
    await client.end()
  }
}

/** Drops the databases on a PostgreSQL server whose names begin so, and whoever is connected to them. */
export async function dropDatabases(serverUrl: string, prefix: string): Promise<void> {
  const named = `SELECT datname AS name FROM pg_database WHERE starts_with(datname, '${prefix}')`
  for (const { name } of await queryPostgres(serverUrl, named)) {
    await queryPostgres(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`)
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
