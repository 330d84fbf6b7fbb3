import { type Connection, connect, Client as PlanetscaleClient } from '@planetscale/database'
import { drizzle } from 'drizzle-orm/planetscale-serverless'
import { createAuth } from '../../src/planetscale.ts'
import { schemasWithoutForeignKeys as schemas } from '../fixtures/mysql.ts'
import { startPlanetscale } from '../servers/planetscale.ts'
import { Counter } from './counter.ts'
import { mysqlDatabase, serveMysql } from './database.ts'
import { type DriverInNode, entryOf, serverHandle } from './driver.ts'
import type { Row } from './tables.ts'

const entry = entryOf(createAuth, 'mysql', schemas)

/** Clients over HTTP cannot be ended: here their gateway is gone. */
function handleOf(name: string, open: (url: string) => PlanetscaleClient | Connection) {
  return serverHandle({
    name,
    ...entry,
    drizzle: (client, config) => drizzle({ client, ...config }),
    messages: { ended: 'fetch failed', refused: 'fetch failed', missing: 'target: lucia_' },
    database: (schema = schemas.lucia) => mysqlDatabase(schema),
    async connect(mysqlUrl) {
      const { url, stop } = await startPlanetscale(mysqlUrl)
      const handle = open(url)
      const query = async (statement: string) => (await handle.execute<Row>(statement)).rows
      return { handle, query, end: stop }
    },
    async connectTo(port) {
      return { handle: open(`http://lucia:lucia@127.0.0.1:${port}`), close: async () => {} }
    },
  })
}

export const planetscale = handleOf('PlanetScale', (url) => new PlanetscaleClient({ url }))
export const planetscaleConnection = handleOf('a PlanetScale Connection', (url) => connect({ url }))

export const driver: DriverInNode<'planetscale'> = {
  name: 'planetscale',
  ...entry,
  says: /a Client of @planetscale\/database, or what its connect\(\)/,
  handles: [planetscale],
  async open() {
    const url = 'http://user:secret@127.0.0.1:1'
    const client = new PlanetscaleClient({ url })
    const handles = {
      'a Client': client,
      'a Connection': connect({ url }),
      'Drizzle on it': drizzle(client),
    }
    return { handles, close: async () => {} }
  },
  async count() {
    const { fetch, sent, trips } = new Counter()
    const { url: mysqlUrl, drop } = await mysqlDatabase(schemas.tokens)
    const { url, stop } = await startPlanetscale(mysqlUrl)
    const handle = new PlanetscaleClient({ url, fetch: fetch as never })
    const close = () => stop().then(drop)
    return { handle, schema: schemas.tokens, sent, trips, close }
  },
  /** The gateway of the tests in front of MySQL or MariaDB. */
  async serve() {
    const { environment, close } = await serveMysql()
    const { url, stop } = await startPlanetscale(environment['DATABASE_URL'] ?? '')
    return { environment: { DATABASE_URL: url }, close: () => stop().then(close) }
  },
  app: {
    drizzle: 'planetscale-serverless',
    imports: ['@planetscale/database'],
    packages: ['@planetscale/database'],
    handleImport: "import type { Client } from '@planetscale/database'",
    handle: 'Client',
  },
}
