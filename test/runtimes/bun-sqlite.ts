import { Database } from 'bun:sqlite'
import { drizzle } from 'drizzle-orm/bun-sqlite'
import { createAuth } from '../../src/bun-sqlite.ts'
import { throughClient } from '../conformance/client.ts'
import { byColumns } from '../conformance/columns.ts'
import { conformance } from '../conformance/conformance.ts'
import { runCases } from './run-cases.ts'
import { syncCases } from './sync-cases.ts'
import { syncEngine } from './sync-engine.ts'

const engine = syncEngine('bun:sqlite', createAuth, () => new Database(':memory:'))
const connect = (client: never, config?: object) => drizzle({ client, ...config })

await runCases(() => {
  conformance(engine)
  conformance(throughClient(engine, { dialect: 'sqlite', drizzle: connect }))
  byColumns(engine)
  syncCases(engine, connect)
})
