import { neon, neonConfig } from '@neondatabase/serverless'
import { createAuth } from '../../src/neon-http.ts'
import { schemas } from '../fixtures/postgres.ts'
import { testWorker } from './test-worker.ts'

// The gateway of the tests speaks plain HTTP.
neonConfig.fetchEndpoint = (host, port) => `http://${host}:${port}/sql`

export default testWorker({
  createAuth,
  schemas,
  handles: {
    'Neon over HTTP': (url) => ({ handle: neon(url), close: async () => {} }),
  },
})
