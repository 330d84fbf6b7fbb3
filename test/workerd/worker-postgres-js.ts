import postgres from 'postgres'
import { createAuth } from '../../src/postgres-js.ts'
import { schemas } from '../fixtures/postgres.ts'
import { testWorker } from './test-worker.ts'

export default testWorker({
  createAuth,
  schemas,
  handles: {
    'postgres.js'(url) {
      const client = postgres(url, { max: 5, fetch_types: false })
      return { handle: client, close: () => client.end() }
    },
  },
})
