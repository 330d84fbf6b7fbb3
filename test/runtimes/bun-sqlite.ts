import { Database } from 'bun:sqlite'
import { drizzle } from 'drizzle-orm/bun-sqlite'
import { createAuth } from '../../src/bun-sqlite.ts'
import { runSuite } from './sync-suite.ts'

await runSuite(
  'bun:sqlite',
  createAuth,
  () => new Database(':memory:'),
  (client, config) => drizzle({ client, ...config }),
)
