import * as official from '@lucia-auth/adapter-mysql'
import { connect } from '@planetscale/database'
import mysql, { type RowDataPacket } from 'mysql2/promise'
import { inject } from 'vitest'
import { createAuth as createMysql2Auth } from '../../src/mysql2.ts'
import { createAuth as createPlanetscaleAuth } from '../../src/planetscale.ts'
import { createDatabase } from '../servers/database.ts'
import { startPlanetscale } from '../servers/planetscale.ts'
import { sameAsOfficial, type ValuesByType } from './as-columns.ts'
import { existingCases } from './cases.ts'
import type { ExistingEngine } from './engine.ts'
import { mysqlFixtures } from './mysql.ts'

// MySQL has one type per column.
const storageOfExpiry = `'a number'`

const types: ValuesByType = {
  'VARCHAR(99)': ['x', "O'Hara", null, 1, true],
  INT: [0, -1, '7', null],
  BIGINT: [1, 9_007_199_254_740_991],
  'TINYINT(1)': [true, false, 1],
  'DATETIME(3)': [new Date(Date.UTC(2024, 2, 10, 7, 30)), '2024-03-10 02:30:00.500'],
  TIMESTAMP: [new Date(Date.UTC(2024, 2, 11, 7, 30))],
  DATE: ['2024-03-10'],
  JSON: ['{"a":[1]}', { a: 1 }],
  'DECIMAL(10,2)': ['12.50', 1.5],
  FLOAT: [1.1],
  BLOB: [Buffer.from([0, 255])],
}

function allCases(engine: ExistingEngine): void {
  existingCases(engine)
  sameAsOfficial(engine, types)
}

// V2: the official adapter tells no taken key on MariaDB; nothing here asks it for one.
allCases({
  name: 'mysql2',
  createAuth: createMysql2Auth,
  fixtures: mysqlFixtures({ foreignKeys: true }),
  async open(tableNames) {
    const database = await createDatabase(inject('mysqlUrl'))
    const pool = mysql.createPool({ uri: database.url, connectionLimit: 2 })
    return {
      handle: pool,
      adapter: official.mysql2(pool, tableNames),
      storageOfExpiry,
      run: (statement) => pool.query(statement),
      rows: async (statement) => (await pool.query<RowDataPacket[]>(statement))[0],
      async close() {
        await pool.end()
        await database.drop()
      },
    }
  },
})

// V7: a plain Drizzle throws on this connection; the official adapter, which has none, does not.
allCases({
  name: 'PlanetScale',
  createAuth: createPlanetscaleAuth,
  fixtures: mysqlFixtures({ foreignKeys: false }),
  async open(tableNames) {
    const database = await createDatabase(inject('mysqlUrl'))
    const { url, stop } = await startPlanetscale(database.url)
    const connection = connect({ url })
    return {
      handle: connection,
      adapter: official.planetscale(connection, tableNames),
      storageOfExpiry,
      run: (statement) => connection.execute(statement),
      rows: async (statement) =>
        (await connection.execute<Record<string, unknown>>(statement)).rows,
      async close() {
        await stop()
        await database.drop()
      },
    }
  },
})
