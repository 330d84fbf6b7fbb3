import { type Row, readOnly, readsBy } from './database.ts'
import { type Driver, hyperdriveUrl, postgresProtocols, serverDriver } from './driver.ts'

/** `lucia-setup/pg` */
export const pg: Driver = {
  ...serverDriver("{ Pool } from 'pg'", 'pool', 'new Pool({ connectionString: url })'),
  says: 'PostgreSQL, pg',
  dialect: 'postgres',
  package: 'pg',
  types: '@types/pg',
  values: { int8: 'text', times: 'local', dates: 'local' },
  adapter: 'pg',
  maker: { module: /^pg$/, name: 'Pool' },
  worker: {
    reach: 'hyperdrive',
    open: (binding) => ({
      import: "import { Pool } from 'pg'",
      name: 'pool',
      type: 'Pool',
      bindings: { [binding]: hyperdriveUrl },
      open: [
        `const pool = new Pool({ connectionString: ${binding}.connectionString, max: 1 })`,
        '// On Workers a connection reports its own end as an error. Errors of queries go to the queries.',
        "pool.on('error', () => {})",
      ],
      close: 'pool.end()',
    }),
  },
  reads: readsBy<typeof import('pg')>(
    { package: { name: 'pg' }, protocols: postgresProtocols },
    async ({ Client }, url) => {
      const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
      // The query under way tells that the connection is lost.
      client.on('error', () => {})
      await client.connect()
      return readOnly(
        async (statement) => (await client.query<Row>(statement)).rows,
        () => client.end(),
        client,
      )
    },
  ),
}
