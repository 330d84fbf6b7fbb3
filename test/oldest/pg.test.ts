import pg from 'pg-oldest'
import { createAuth } from '../../src/pg.ts'
import { conformance } from '../conformance/conformance.ts'
import { postgresEngine } from '../drivers/engine.ts'

conformance(
  postgresEngine('a Pool of the oldest pg of the range', createAuth, (connectionString) => {
    const pool = new pg.Pool({ connectionString, max: 5 })
    // Dropping the database may end a connection that the pool is still closing.
    pool.on('error', () => {})
    return { handle: pool, close: () => pool.end() }
  }),
)
