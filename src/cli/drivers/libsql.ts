import { requireFrom } from '../project/package.ts'
import { type Database, inTurn, pathOfFile, type Row } from './database.ts'
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
  reads: {
    package: { name: '@libsql/client' },
    protocols: ['libsql:', 'https:', 'http:', 'file:'],
    connect,
    make: async (path, statements) => {
      const { createClient } = requireFrom<Libsql>({ name: '@libsql/client' })
      const client = createClient({ url: `file:${path}` })
      await client.executeMultiple(statements).finally(() => client.close())
    },
  },
}

/** A file, or a server whose token may be in the environment or in the URL. */
async function connect(url: string): Promise<Database> {
  const { createClient } = requireFrom<Libsql>({ name: '@libsql/client' })
  const isServer = /^(libsql|https?):/i.test(url)
  const authToken = process.env.TURSO_AUTH_TOKEN ?? process.env.LIBSQL_AUTH_TOKEN
  const client = createClient(
    isServer
      ? { url, ...(authToken !== undefined && { authToken }) }
      : { url: `file:${pathOfFile(url)}` },
  )
  if (!isServer) await client.execute('PRAGMA query_only = ON')
  return inTurn(
    async (statement) => (await client.execute(statement)).rows as unknown as Row[],
    async () => client.close(),
    client,
  )
}
