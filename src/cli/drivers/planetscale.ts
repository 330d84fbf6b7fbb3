import { inTurn, type Row, readsBy } from './database.ts'
import { type Driver, urlCode, urlCredentials } from './driver.ts'

/** `lucia-setup/planetscale` */
export const planetscale: Driver = {
  says: 'PlanetScale, @planetscale/database',
  dialect: 'mysql',
  package: '@planetscale/database',
  schema: 'foreignKeys: false',
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
  reads: readsBy<typeof import('@planetscale/database')>(
    { package: { name: '@planetscale/database' }, protocols: ['mysql:', 'https:', 'http:'] },
    async ({ Client }, url) => {
      const client = new Client({ url })
      return inTurn(
        async (statement) => (await client.execute(statement)).rows as Row[],
        async () => {},
        client,
      )
    },
  ),
}
