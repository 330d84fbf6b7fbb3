import { pg as adapter } from '@lucia-auth/adapter-postgresql'
import pg from 'pg'
import { createAuth } from '../src/pg.ts'
import { conformance } from './conformance/conformance.ts'
import { officially } from './conformance/official.ts'
import { postgresEngine } from './conformance/postgres.ts'

const pool = postgresEngine('a pg Pool', createAuth, (connectionString) => {
  const pool = new pg.Pool({ connectionString, max: 5 })
  return { handle: pool, close: () => pool.end() }
})

conformance(pool)
officially(pool, adapter)

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
