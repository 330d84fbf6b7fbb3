import { drizzle } from 'drizzle-orm/mysql2'
import callbackMysql from 'mysql2'
import mysql, { type Connection, type Pool, type RowDataPacket } from 'mysql2/promise'
import { inject } from 'vitest'
import { createAuth } from '../../src/mysql2.ts'
import { relayTo } from '../faults/relay.ts'
import { schemas } from '../fixtures/mysql.ts'
import { mysqlDatabase, serveMysql } from './database.ts'
import { type DriverInNode, entryOf, serverHandle } from './driver.ts'

const entry = entryOf(createAuth, 'mysql', schemas)

const ofMysql2 = {
  ...entry,
  drizzle: (client: never, config?: object) => drizzle({ client, ...config }),
  database: (schema?: object) => mysqlDatabase(schema),
}

const queryOf = (client: Pool | Connection) => async (statement: string) =>
  (await client.query<RowDataPacket[]>(statement))[0]

const ofConnections = {
  ended: "Can't add new command when connection is in closed state",
  refused: 'connect ECONNREFUSED',
  missing: "Table 'lucia_",
}

export const mysql2Pool = serverHandle({
  ...ofMysql2,
  name: 'a mysql2 Pool',
  messages: { ...ofConnections, ended: 'Pool is closed.' },
  async connect(uri, connectionLimit) {
    const pool = mysql.createPool({ uri, connectionLimit, supportBigNumbers: true })
    return { handle: pool, query: queryOf(pool), end: () => pool.end() }
  },
})

export const mysql2Connection = serverHandle({
  ...ofMysql2,
  name: 'a mysql2 Connection',
  messages: ofConnections,
  async connect(uri) {
    const connection = await mysql.createConnection({ uri, supportBigNumbers: true })
    connection.on('error', () => {})
    return { handle: connection, query: queryOf(connection), end: () => connection.end() }
  },
})

export const mysql2PoolConnection = serverHandle({
  ...ofMysql2,
  name: 'a mysql2 PoolConnection',
  messages: ofConnections,
  async connect(uri) {
    const pool = mysql.createPool({ uri })
    const connection = await pool.getConnection()
    const end = async () => {
      connection.release()
      await pool.end()
    }
    return { handle: connection, query: queryOf(connection), end }
  },
})

export const driver: DriverInNode<'mysql2'> = {
  name: 'mysql2',
  ...entry,
  says: /a Pool or Connection of mysql2\/promise: .* pool\.promise\(\)/,
  handles: [mysql2Pool, mysql2Connection],
  async open() {
    const uri = inject('mysqlUrl')
    const pool = mysql.createPool({ uri })
    const connection = await mysql.createConnection({ uri })
    const callbackPool = callbackMysql.createPool({ uri }).promise()
    const handles = {
      'a Pool': pool,
      'a Connection': connection,
      'a Pool from the callback API': callbackPool,
      'Drizzle on it': drizzle(pool),
    }
    const close = () => Promise.all([connection.end(), pool.end(), callbackPool.end()])
    return { handles, close }
  },
  async count() {
    const { url, drop } = await mysqlDatabase(schemas.tokens)
    const { relay, relayed } = await relayTo(url)
    const handle = mysql.createPool({ uri: relayed, connectionLimit: 1 })
    let asked = 0
    /** What the server has counted on the only connection, but for the question itself. */
    async function sent(): Promise<number> {
      asked++
      const question = `show session status like 'Questions'`
      const [[row]] = await handle.query<RowDataPacket[]>(question)
      return Number(row?.Value) - asked
    }
    const close = () => handle.end().then(relay.stop).then(drop)
    return { handle, schema: schemas.tokens, sent, trips: relay.trips, close }
  },
  serve: serveMysql,
  app: {
    drizzle: 'mysql2',
    imports: ['mysql2', 'node:events'],
    packages: ['mysql2', '@types/node'],
    types: ['node'],
    handleImport: "import type { Pool } from 'mysql2/promise'",
    handle: 'Pool',
  },
}
