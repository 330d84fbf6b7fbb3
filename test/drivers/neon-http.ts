import { neon, neonConfig } from '@neondatabase/serverless'
import { drizzle } from 'drizzle-orm/neon-http'
import { createAuth } from '../../src/neon-http.ts'
import { schemas } from '../fixtures/postgres.ts'
import { neonOverHttp, startNeon } from '../servers/neon.ts'
import { Counter } from './counter.ts'
import { postgresDatabase, servePostgres } from './database.ts'
import { type DriverInNode, entryOf, serverHandle } from './driver.ts'

const entry = entryOf(createAuth, 'postgres', schemas)
const gone = 'Error connecting to database: TypeError: fetch failed'

/** It cannot be ended: here its gateway is gone. */
export const neonHttp = serverHandle({
  name: 'Neon over HTTP',
  ...entry,
  drizzle: (client, config) => drizzle({ client, ...config }),
  messages: { ended: gone, refused: gone, missing: 'relation "user' },
  database: (schema) => postgresDatabase(schema),
  async connect(postgresUrl) {
    const { url, stop } = await startNeon(postgresUrl)
    const sql = neonOverHttp(url)
    return { handle: sql, query: (statement) => sql.query(statement), end: stop }
  },
  async connectTo(port) {
    const handle = neonOverHttp(`postgres://lucia:lucia@127.0.0.1:${port}/lucia`)
    return { handle, close: async () => {} }
  },
})

export const driver: DriverInNode<'neon-http'> = {
  name: 'neon-http',
  ...entry,
  says: /what neon\(url\) of @neondatabase\/serverless returns/,
  handles: [neonHttp],
  async open() {
    const sql = neon('postgres://user:secret@db.test/app')
    const handles = { 'what neon() returns': sql, 'Drizzle on it': drizzle({ client: sql }) }
    return { handles, close: async () => {} }
  },
  async count() {
    const { counting, sent } = new Counter()
    const { url: postgresUrl, drop } = await postgresDatabase(schemas.tokens)
    const { url, stop } = await startNeon(postgresUrl)
    neonConfig.fetchFunction = counting(fetch)
    const close = () => {
      neonConfig.fetchFunction = undefined
      return stop().then(drop)
    }
    return { handle: neonOverHttp(url), schema: schemas.tokens, sent, close }
  },
  /** The gateway of the tests in front of PostgreSQL; the driver has to be told where it is. */
  async serve() {
    const { environment, close } = await servePostgres()
    const { url, stop } = await startNeon(environment['DATABASE_URL'] ?? '')
    return {
      environment: { DATABASE_URL: url, NEON_ENDPOINT: `http://${new URL(url).host}/sql` },
      close: () => stop().then(close),
    }
  },
  app: {
    drizzle: 'neon-http',
    imports: ['@neondatabase/serverless'],
    packages: ['@neondatabase/serverless'],
    handleImport: "import type { NeonQueryFunction } from '@neondatabase/serverless'",
    handle: 'NeonQueryFunction<false, false>',
  },
}
