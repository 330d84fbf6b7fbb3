import * as official from '@lucia-auth/adapter-postgresql'
import pg from 'pg'
import postgres from 'postgres'
import { inject } from 'vitest'
import { createAuth as createPgAuth } from '../../src/pg.ts'
import { createAuth as createPostgresJsAuth } from '../../src/postgres-js.ts'
import { createDatabase } from '../servers/database.ts'
import { existingCases } from './cases.ts'
import type { Row } from './engine.ts'
import { postgresFixtures } from './postgres.ts'

const storageOfExpiry = 'pg_typeof(active_expires)::text'

// V6: the official adapter takes a Pool and nothing else.
existingCases({
  name: 'pg',
  createAuth: createPgAuth,
  fixtures: postgresFixtures,
  async open(tableNames) {
    const database = await createDatabase(inject('postgresUrl'))
    const pool = new pg.Pool({ connectionString: database.url, max: 2 })
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
        await database.drop()
      },
    }
  },
})

// V8: one client for the official adapter and a plain Drizzle loses its dates; here they share one.
existingCases({
  name: 'postgres.js',
  createAuth: createPostgresJsAuth,
  fixtures: postgresFixtures,
  async open(tableNames) {
    const database = await createDatabase(inject('postgresUrl'))
    const client = postgres(database.url, { max: 2 })
    return {
      handle: client,
      adapter: official.postgres(client, tableNames),
      storageOfExpiry,
      run: (statement) => client.unsafe(statement),
      rows: async (statement) => [...(await client.unsafe<Row[]>(statement))],
      async close() {
        await client.end()
        await database.drop()
      },
    }
  },
})
