import type { DriverName } from '../drivers.ts'

/** How the code of an app makes a driver's handle: what `createAuth()` is called with. */
export interface HandleCode {
  import: string
  /** The variable that holds the handle. */
  name: string
  /** The statements that make it. */
  open: string[]
}

/** The same for a Worker, which makes a handle for each request. */
export interface RequestHandleCode extends HandleCode {
  type: string
  /** The bindings that `open` uses, with their types. */
  bindings: Record<string, string>
  /** The expression that closes it, where there is something to close. */
  close?: string
}

const url = [
  'const url = process.env.DATABASE_URL',
  "if (!url) throw new Error('Set DATABASE_URL')",
]

/** The handles of apps on Node, which have one for as long as they run. */
export const nodeHandles: Record<Exclude<DriverName, 'd1'>, HandleCode> = {
  'better-sqlite3': {
    import: "import Database from 'better-sqlite3'",
    name: 'database',
    open: ["const database = new Database(process.env.DATABASE_FILE ?? 'app.db')"],
  },
  libsql: {
    import: "import { createClient } from '@libsql/client'",
    name: 'client',
    open: [
      'const client = createClient({',
      "  url: process.env.DATABASE_URL ?? 'file:app.db',",
      '  authToken: process.env.DATABASE_AUTH_TOKEN,',
      '})',
    ],
  },
  pg: {
    import: "import { Pool } from 'pg'",
    name: 'pool',
    open: [...url, 'const pool = new Pool({ connectionString: url })'],
  },
  'postgres-js': {
    import: "import postgres from 'postgres'",
    name: 'client',
    open: [...url, 'const client = postgres(url)'],
  },
  mysql2: {
    import: "import { createPool } from 'mysql2/promise'",
    name: 'pool',
    open: [...url, 'const pool = createPool(url)'],
  },
  planetscale: {
    import: "import { Client } from '@planetscale/database'",
    name: 'client',
    open: [...url, 'const client = new Client({ url })'],
  },
}

/** The handles of Workers, but for D1, whose handle is the binding itself. */
export function requestHandle(
  driver: Exclude<DriverName, 'd1' | 'better-sqlite3'>,
  binding: string,
): RequestHandleCode {
  return requestHandles[driver](binding)
}

const requestHandles = {
  pg: (binding: string) => ({
    import: "import { Pool } from 'pg'",
    name: 'pool',
    type: 'Pool',
    bindings: { [binding]: '{ connectionString: string }' },
    open: [
      `const pool = new Pool({ connectionString: ${binding}.connectionString, max: 1 })`,
      '// On Workers a connection reports its own end as an error. Errors of queries go to the queries.',
      "pool.on('error', () => {})",
    ],
    close: 'pool.end()',
  }),
  'postgres-js': (binding: string) => ({
    import: "import postgres, { type Sql } from 'postgres'",
    name: 'client',
    type: 'Sql',
    bindings: { [binding]: '{ connectionString: string }' },
    open: [`const client = postgres(${binding}.connectionString, { max: 1, fetch_types: false })`],
    close: 'client.end()',
  }),
  mysql2: (binding: string) => ({
    import: "import { createPool, type Pool } from 'mysql2/promise'",
    name: 'pool',
    type: 'Pool',
    bindings: {
      [binding]: '{ host: string; port: number; user: string; password: string; database: string }',
    },
    open: [
      `const { host, port, user, password, database } = ${binding}`,
      'const address = { host, port, user, password, database }',
      '// Workers run no code that is made at run time.',
      'const pool = createPool({ ...address, connectionLimit: 1, disableEval: true })',
    ],
    close: 'pool.end()',
  }),
  libsql: () => ({
    import: "import { createClient } from '@libsql/client/web'",
    name: 'client',
    type: 'Client',
    bindings: { DATABASE_URL: 'string', DATABASE_AUTH_TOKEN: 'string' },
    open: ['const client = createClient({ url: DATABASE_URL, authToken: DATABASE_AUTH_TOKEN })'],
  }),
  planetscale: () => ({
    import: "import { Client } from '@planetscale/database'",
    name: 'client',
    type: 'Client',
    bindings: { DATABASE_URL: 'string' },
    open: ['const client = new Client({ url: DATABASE_URL })'],
  }),
} satisfies Record<string, (binding: string) => RequestHandleCode>
