import type postgres from 'postgres'
import { readOnly, readsBy } from './database.ts'
import { type Driver, hyperdriveUrl, postgresProtocols, serverDriver } from './driver.ts'

/** `lucia-setup/postgres-js` */
export const postgresJs: Driver = {
  ...serverDriver("postgres from 'postgres'", 'client', 'postgres(url)'),
  says: 'PostgreSQL, postgres',
  dialect: 'postgres',
  package: 'postgres',
  values: { int8: 'text', times: 'local', json: 'value' },
  adapter: 'postgres',
  maker: { module: /^postgres$/, name: 'default' },
  worker: {
    reach: 'hyperdrive',
    open: (binding, ts) => ({
      import: `import postgres${ts(', { type Sql }')} from 'postgres'`,
      name: 'client',
      type: 'Sql',
      bindings: { [binding]: hyperdriveUrl },
      open: [
        `const client = postgres(${binding}.connectionString, { max: 1, fetch_types: false })`,
      ],
      close: 'client.end()',
    }),
  },
  reads: readsBy<typeof postgres>(
    { package: { name: 'postgres' }, protocols: postgresProtocols },
    async (open, url) => {
      const client = open(url, { max: 1, connect_timeout: 10, onnotice: () => {} })
      return readOnly(
        async (statement) => client.unsafe(statement),
        () => client.end(),
        client,
      )
    },
  ),
}
