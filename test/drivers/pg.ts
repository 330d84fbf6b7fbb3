import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { createAuth } from '../../src/pg.ts'
import { schemas } from '../fixtures/postgres.ts'
import { Counter } from './counter.ts'
import { postgresDatabase, servePostgres } from './database.ts'
import { type DriverInNode, entryOf, serverHandle } from './driver.ts'
import type { Row } from './tables.ts'

const entry = entryOf(createAuth, 'postgres', schemas)

const ofPg = {
  ...entry,
  drizzle: (client: never, config?: object) => drizzle({ client, ...config }),
  database: (schema?: object) => postgresDatabase(schema),
}

const queryOf = (client: pg.Pool | pg.ClientBase) => async (statement: string) =>
  (await client.query<Row>(statement)).rows

const ofConnections = {
  ended: 'Client was closed and is not queryable',
  refused: 'connect ECONNREFUSED',
  missing: 'relation "user',
}

function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max })
  // A connection may be ended from outside while nobody uses it, as pg's own guide says.
  pool.on('error', () => {})
  return pool
}

export const pgPool = serverHandle({
  ...ofPg,
  name: 'a pg Pool',
  messages: { ...ofConnections, ended: 'Cannot use a pool after calling end on the pool' },
  async connect(url, connections) {
    const pool = openPool(url, connections)
    return { handle: pool, query: queryOf(pool), end: () => pool.end() }
  },
})

export const pgClient = serverHandle({
  ...ofPg,
  name: 'a pg Client',
  messages: ofConnections,
  async connect(connectionString) {
    const client = new pg.Client({ connectionString })
    client.on('error', () => {})
    await client.connect()
    return { handle: client, query: queryOf(client), end: () => client.end() }
  },
})

export const pgPoolClient = serverHandle({
  ...ofPg,
  name: 'a pg PoolClient',
  messages: ofConnections,
  async connect(url) {
    const pool = openPool(url, 1)
    const client = await pool.connect()
    const end = async () => {
      client.release()
      await pool.end()
    }
    return { handle: client, query: queryOf(client), end }
  },
})

export const driver: DriverInNode<'pg'> = {
  name: 'pg',
  ...entry,
  says: /a pg Pool, Client or PoolClient: new Pool\(/,
  handles: [pgPool, pgClient],
  async open() {
    const pool = new pg.Pool({ max: 1 })
    const handles = { 'a Pool': pool, 'a Client': new pg.Client(), 'Drizzle on it': drizzle(pool) }
    return { handles, close: () => pool.end() }
  },
  async count() {
    const { counting, sent } = new Counter()
    const { url, drop } = await postgresDatabase(schemas.tokens)
    const handle = openPool(url, 10)
    handle.on('connect', (client) => {
      client.query = counting(client.query.bind(client) as () => never) as typeof client.query
    })
    return { handle, schema: schemas.tokens, sent, close: () => handle.end().then(drop) }
  },
  serve: servePostgres,
  app: {
    drizzle: 'node-postgres',
    imports: ['pg'],
    packages: ['pg', '@types/pg'],
    handleImport: "import type { Pool } from 'pg'",
    handle: 'Pool',
  },
}
