import type { neon } from '@neondatabase/serverless'
import { requireFrom } from '../project/package.ts'
import type { Database, Row } from './database.ts'
import { type Driver, urlCode, urlCredentials } from './driver.ts'

const serverless = { name: '@neondatabase/serverless' }

/** `lucia-setup/neon-http` */
export const neonHttp: Driver = {
  says: 'Neon over HTTP, @neondatabase/serverless',
  dialect: 'postgres',
  package: serverless.name,
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
  reads: { package: serverless, protocols: ['postgres:', 'postgresql:'], connect },
}

/** All statements are one request, which can write nothing. */
async function connect(url: string): Promise<Database> {
  const { neon: open } = requireFrom<{ neon: typeof neon }>(serverless)
  const sql = open(url)
  return {
    query: async (statements) => {
      const queries = statements.map((statement) => sql.query(statement))
      return (await sql.transaction(queries, { readOnly: true })) as Row[][]
    },
    close: async () => {},
  }
}
