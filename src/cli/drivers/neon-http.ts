import { type Row, readsBy } from './database.ts'
import { type Driver, fetchDriver, postgresProtocols } from './driver.ts'

/** `lucia-setup/neon-http` */
export const neonHttp: Driver = {
  ...fetchDriver(
    "{ neon } from '@neondatabase/serverless'",
    'sql',
    'neon(url)',
    'neon(DATABASE_URL)',
  ),
  says: 'Neon over HTTP, @neondatabase/serverless',
  dialect: 'postgres',
  package: '@neondatabase/serverless',
  values: { int8: 'text', times: 'local', dates: 'local' },
  maker: { module: /^@neondatabase\/serverless$/, name: 'neon' },
  reads: readsBy<typeof import('@neondatabase/serverless')>(
    { package: { name: '@neondatabase/serverless' }, protocols: postgresProtocols },
    async ({ neon }, url) => {
      const sql = neon(url)
      return {
        // All statements are one request, which can write nothing.
        query: async (statements) => {
          const queries = statements.map((statement) => sql.query(statement))
          return (await sql.transaction(queries, { readOnly: true })) as Row[][]
        },
        close: async () => {},
      }
    },
  ),
}
