import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { createAuth } from '../../src/postgres-js.ts'
import { relayTo } from '../faults/relay.ts'
import { schemas } from '../fixtures/postgres.ts'
import { Counter } from './counter.ts'
import { postgresDatabase, servePostgres } from './database.ts'
import { type DriverInNode, entryOf, serverHandle } from './driver.ts'
import type { Row } from './tables.ts'

const entry = entryOf(createAuth, 'postgres', schemas)

export const postgresJs = serverHandle({
  name: 'postgres.js',
  ...entry,
  drizzle: (client, config) => drizzle({ client, ...config }),
  messages: {
    ended: 'write CONNECTION_ENDED',
    refused: 'connect ECONNREFUSED',
    missing: 'relation "user',
  },
  database: (schema) => postgresDatabase(schema),
  async connect(url, max) {
    const client = postgres(url, { max })
    return {
      handle: client,
      async query(statement) {
        const run = () => client.unsafe<Row[]>(statement)
        // postgres.js tells of a lost connection once more, to the first query of the next.
        return [...(await run().catch(run))]
      },
      // Without a limit it waits for ever for the connections that the server has ended; without any
      // time, one that still asks for the types leaves a rejection that nobody handles.
      end: () => client.end({ timeout: 2 }),
    }
  },
})

export const driver: DriverInNode<'postgres-js'> = {
  name: 'postgres-js',
  ...entry,
  says: /a postgres\.js client: postgres\(url\)/,
  handles: [postgresJs],
  async open() {
    const client = postgres({ max: 1 })
    const others = postgres({ max: 1 })
    const handles = { 'a client': client, 'Drizzle on it': drizzle(others) }
    return { handles, close: () => Promise.all([client.end(), others.end()]) }
  },
  async count() {
    const { add, sent } = new Counter()
    const { url, drop } = await postgresDatabase(schemas.tokens)
    const { relay, relayed } = await relayTo(url)
    const handle = postgres(relayed, { max: 1, debug: add })
    const close = () => handle.end().then(relay.stop).then(drop)
    return { handle, schema: schemas.tokens, sent, trips: relay.trips, close }
  },
  serve: servePostgres,
  app: {
    drizzle: 'postgres-js',
    imports: ['postgres'],
    packages: ['postgres', '@types/node'],
    types: ['node'],
    handleImport: "import type { Sql } from 'postgres'",
    handle: 'Sql',
  },
}
