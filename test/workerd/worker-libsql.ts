import { createClient } from '@libsql/client/web'
import { createAuth } from '../../src/libsql.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { testWorker } from './test-worker.ts'

export default testWorker({
  createAuth,
  schemas,
  handles: {
    'libSQL over HTTP'(url) {
      const client = createClient({ url })
      return { handle: client, close: async () => client.close() }
    },
  },
})
