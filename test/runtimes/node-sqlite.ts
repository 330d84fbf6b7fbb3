import { DatabaseSync } from 'node:sqlite'
import { drizzle } from 'drizzle-orm/node-sqlite'
import { createAuth } from '../../src/node-sqlite.ts'
import { runSuite } from './sync-suite.ts'

await runSuite(
  'node:sqlite',
  createAuth,
  () => new DatabaseSync(':memory:'),
  (client, config) => drizzle({ client, ...config }),
)
