import { inTurn, type Row, readsBy } from './database.ts'
import { type Driver, fetchDriver } from './driver.ts'

/** `lucia-setup/planetscale` */
export const planetscale: Driver = {
  ...fetchDriver(
    "{ Client } from '@planetscale/database'",
    'client',
    'new Client({ url })',
    'new Client({ url: DATABASE_URL })',
  ),
  says: 'PlanetScale, @planetscale/database',
  dialect: 'mysql',
  package: '@planetscale/database',
  schema: 'foreignKeys: false',
  values: { int8: 'text', times: 'text', dates: 'text' },
  adapter: 'planetscale',
  maker: { module: /^@planetscale\/database$/, name: 'Client' },
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
