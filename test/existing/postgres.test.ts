import * as official from '@lucia-auth/adapter-postgresql'
import pg from 'pg'
import postgres from 'postgres'
import { createAuth as createPgAuth } from '../../src/pg.ts'
import { createAuth as createPostgresJsAuth } from '../../src/postgres-js.ts'
import { emptyPostgres } from '../servers/empty-postgres.ts'
import { sameAsOfficial, type ValuesByType } from './as-columns.ts'
import { existingCases } from './cases.ts'
import type { ExistingEngine, Row } from './engine.ts'
import { postgresFixtures } from './postgres.ts'

const storageOfExpiry = 'pg_typeof(active_expires)::text'

const types: ValuesByType = {
  TEXT: ['x', "O'Hara", null, 1, true],
  INTEGER: [0, -1, '7', null, 'x'],
  BIGINT: [1, 9_007_199_254_740_991, '9007199254740993'],
  BOOLEAN: [true, false, 1, null],
  TIMESTAMP: [new Date(Date.UTC(2024, 2, 10, 7, 30)), '2024-03-10 02:30:00'],
  TIMESTAMPTZ: [new Date(Date.UTC(2024, 2, 10, 7, 30)), '2024-03-10 02:30:00'],
  DATE: ['2024-03-10', new Date(Date.UTC(2024, 2, 10))],
  JSONB: [{ a: [1, null] }, '"text"'],
  'TEXT[]': [['admin', 'x,"y"'], []],
  NUMERIC: ['12.50', 1.5],
  BYTEA: [Buffer.from([0, 255])],
  UUID: ['0b0f9d5e-6f0c-4f0e-8f0a-0a0b0c0d0e0f', 'x'],
}

function allCases(engine: ExistingEngine): void {
  existingCases(engine)
  sameAsOfficial(engine, types)
}

// V6: the official adapter takes a Pool and nothing else.
allCases({
  name: 'pg',
  createAuth: createPgAuth,
  fixtures: postgresFixtures,
  async open(tableNames) {
    const { url, release } = await emptyPostgres()
    const pool = new pg.Pool({ connectionString: url, max: 2 })
    // The drop may still end a connection that is about to end by itself.
    pool.on('error', () => {})
    return {
      handle: pool,
      adapter: official.pg(pool, tableNames),
      storageOfExpiry,
      run: (statement) => pool.query(statement),
      rows: async (statement) => (await pool.query<Row>(statement)).rows,
      async close() {
        await pool.end()
        await release()
      },
    }
  },
})

// V8: one client for the official adapter and a plain Drizzle loses its dates; here they share one.
allCases({
  name: 'postgres.js',
  createAuth: createPostgresJsAuth,
  fixtures: postgresFixtures,
  async open(tableNames) {
    const { url, release } = await emptyPostgres()
    const client = postgres(url, { max: 2 })
    return {
      handle: client,
      adapter: official.postgres(client, tableNames),
      storageOfExpiry,
      run: (statement) => client.unsafe(statement),
      rows: async (statement) => [...(await client.unsafe<Row[]>(statement))],
      async close() {
        await client.end()
        await release()
      },
    }
  },
})
