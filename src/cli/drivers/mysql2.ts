import type { RowDataPacket } from 'mysql2/promise'
import { readOnly, readsBy } from './database.ts'
import { type Driver, serverDriver } from './driver.ts'

/** `lucia-setup/mysql2` */
export const mysql2: Driver = {
  ...serverDriver("{ createPool } from 'mysql2/promise'", 'pool', 'createPool(url)'),
  says: 'MySQL or MariaDB, mysql2',
  dialect: 'mysql',
  package: 'mysql2',
  needsNodeTypes: true,
  values: { times: 'local', dates: 'local' },
  adapter: 'mysql2',
  maker: { module: /^mysql2\/promise$/, name: 'createPool' },
  worker: {
    reach: 'hyperdrive',
    open: (binding, ts) => ({
      import: `import { createPool${ts(', type Pool')} } from 'mysql2/promise'`,
      name: 'pool',
      type: 'Pool',
      bindings: {
        [binding]:
          '{ host: string; port: number; user: string; password: string; database: string }',
      },
      open: [
        `const { host, port, user, password, database } = ${binding}`,
        'const address = { host, port, user, password, database }',
        '// Workers run no code that is made at run time.',
        'const pool = createPool({ ...address, connectionLimit: 1, disableEval: true })',
      ],
      close: 'pool.end()',
    }),
  },
  reads: readsBy<typeof import('mysql2/promise')>(
    { package: { name: 'mysql2', module: 'mysql2/promise' }, protocols: ['mysql:'] },
    async ({ createConnection }, url) => {
      const connection = await createConnection(url)
      return readOnly(
        async (statement) => (await connection.query<RowDataPacket[]>(statement))[0],
        () => connection.end(),
        connection,
        'START TRANSACTION READ ONLY',
      )
    },
  ),
}
