import { pg as adapter } from '@lucia-auth/adapter-postgresql'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { createAuth } from '../src/pg.ts'
import { clientCases, throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import { officially } from './conformance/official.ts'
import { postgresEngine } from './conformance/postgres.ts'

const pool = postgresEngine('a pg Pool', createAuth, (connectionString) => {
  const pool = new pg.Pool({ connectionString, max: 5 })
  // Dropping the database may end a connection that the pool is still closing.
  pool.on('error', () => {})
  return {
    handle: pool,
    async close() {
      await settle(pool)
      await pool.end()
    },
  }
})

/** Waits for what the official adapter does not wait for, its `ROLLBACK` (V5), on each connection. */
async function settle(pool: pg.Pool): Promise<void> {
  const clients = await Promise.all(Array.from({ length: 5 }, () => pool.connect()))
  for (const client of clients) {
    await client.query('select 1')
    client.release()
  }
}

conformance(pool)
clientCases(throughClient(pool, 'postgres', drizzle))
officially(pool, adapter)
byColumns(pool)

conformance(
  postgresEngine('a pg Client', createAuth, async (connectionString) => {
    const client = new pg.Client({ connectionString })
    await client.connect()
    return { handle: client, close: () => client.end() }
  }),
)

conformance(
  postgresEngine('a pg PoolClient', createAuth, async (connectionString) => {
    const pool = new pg.Pool({ connectionString, max: 1 })
    const client = await pool.connect()
    return {
      handle: client,
      async close() {
        client.release()
        await pool.end()
      },
    }
  }),
)
