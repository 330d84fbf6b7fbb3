import type { Client } from '@planetscale/database'
import { requireFrom } from '../project/package.ts'
import { type Database, inTurn, type Row } from './database.ts'
import { type Driver, urlCode, urlCredentials } from './driver.ts'

/** `lucia-setup/planetscale` */
export const planetscale: Driver = {
  says: 'PlanetScale, @planetscale/database',
  dialect: 'mysql',
  package: '@planetscale/database',
  values: { int8: 'text', times: 'text', dates: 'text' },
  adapter: 'planetscale',
  maker: { module: /^@planetscale\/database$/, name: 'Client' },
  node: {
    import: "import { Client } from '@planetscale/database'",
    name: 'client',
    open: [...urlCode, 'const client = new Client({ url })'],
  },
  worker: {
    reach: 'fetch',
    open: () => ({
      import: "import { Client } from '@planetscale/database'",
      name: 'client',
      bindings: { DATABASE_URL: 'string' },
      open: ['const client = new Client({ url: DATABASE_URL })'],
    }),
  },
  kit: { lines: [urlCredentials] },
  reads: {
    package: { name: '@planetscale/database' },
    protocols: ['mysql:', 'https:', 'http:'],
    connect,
  },
}

async function connect(url: string): Promise<Database> {
  const { Client: Planetscale } = requireFrom<{ Client: typeof Client }>({
    name: '@planetscale/database',
  })
  const client = new Planetscale({ url })
  return inTurn(
    async (statement) => (await client.execute(statement)).rows as Row[],
    async () => {},
    client,
  )
}
