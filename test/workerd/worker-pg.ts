import pg from 'pg'
import { createAuth } from '../../src/pg.ts'
import { schemas } from '../fixtures/postgres.ts'
import { testWorker } from './test-worker.ts'

export default testWorker({
  createAuth,
  schemas,
  handles: {
    async 'a pg Client'(connectionString) {
      const client = new pg.Client({ connectionString })
      await client.connect()
      return { handle: client, close: () => client.end() }
    },
    'a pg Pool'(connectionString) {
      const pool = new pg.Pool({ connectionString, max: 5 })
      return { handle: pool, close: () => pool.end() }
    },
  },
})
