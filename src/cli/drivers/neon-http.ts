import { type Row, readsBy } from './database.ts'
import { type Driver, postgresProtocols, urlCode, urlCredentials } from './driver.ts'

/** `lucia-setup/neon-http` */
export const neonHttp: Driver = {
  says: 'Neon over HTTP, @neondatabase/serverless',
  dialect: 'postgres',
  package: '@neondatabase/serverless',
  values: { int8: 'text', times: 'local', dates: 'local' },
  maker: { module: /^@neondatabase\/serverless$/, name: 'neon' },
  node: {
    import: "import { neon } from '@neondatabase/serverless'",
    name: 'sql',
    open: [...urlCode, 'const sql = neon(url)'],
  },
  worker: {
    reach: 'fetch',
    open: () => ({
      import: "import { neon } from '@neondatabase/serverless'",
      name: 'sql',
      bindings: { DATABASE_URL: 'string' },
      open: ['const sql = neon(DATABASE_URL)'],
    }),
  },
  kit: { lines: [urlCredentials] },
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
