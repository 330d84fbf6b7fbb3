import { inTurn, pathOfFile, type Row, readsBy } from './database.ts'
import type { Driver } from './driver.ts'

type Libsql = typeof import('@libsql/client')

/** `lucia-setup/libsql` */
export const libsql: Driver = {
  says: 'libSQL or Turso, @libsql/client',
  dialect: 'sqlite',
  package: '@libsql/client',
  values: { bytes: 'ArrayBuffer' },
  adapter: 'libsql',
  maker: { module: /^@libsql\/client/, name: 'createClient' },
  node: {
    import: "import { createClient } from '@libsql/client'",
    name: 'client',
    open: [
      'const client = createClient({',
      "  url: process.env.DATABASE_URL ?? 'file:app.db',",
      '  authToken: process.env.DATABASE_AUTH_TOKEN,',
      '})',
    ],
  },
  worker: {
    reach: 'fetch',
    open: () => ({
      import: "import { createClient } from '@libsql/client/web'",
      name: 'client',
      bindings: { DATABASE_URL: 'string', DATABASE_AUTH_TOKEN: 'string' },
      open: ['const client = createClient({ url: DATABASE_URL, authToken: DATABASE_AUTH_TOKEN })'],
    }),
  },
  kit: {
    dialect: 'turso',
    lines: [
      '  dbCredentials: {',
      "    url: process.env.DATABASE_URL ?? 'file:app.db',",
      '    authToken: process.env.DATABASE_AUTH_TOKEN,',
      '  },',
    ],
  },
  reads: readsBy<Libsql>(
    { package: { name: '@libsql/client' }, protocols: ['libsql:', 'https:', 'http:', 'file:'] },
    async ({ createClient }, url) => {
      const isServer = /^(libsql|https?):/i.test(url)
      // A server's token may be in the environment or in the URL.
      const authToken = process.env.TURSO_AUTH_TOKEN ?? process.env.LIBSQL_AUTH_TOKEN
      const ofServer = { url, ...(authToken !== undefined && { authToken }) }
      const client = createClient(isServer ? ofServer : { url: `file:${pathOfFile(url)}` })
      if (!isServer) await client.execute('PRAGMA query_only = ON')
      return inTurn(
        async (statement) => (await client.execute(statement)).rows as unknown as Row[],
        async () => client.close(),
        client,
      )
    },
    async ({ createClient }, path, statements) => {
      const client = createClient({ url: `file:${path}` })
      await client.executeMultiple(statements).finally(() => client.close())
    },
  ),
}
