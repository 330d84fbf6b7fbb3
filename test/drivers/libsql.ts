import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Client, createClient } from '@libsql/client'
import { createClient as createHttpClient } from '@libsql/client/http'
import { createClient as createWebClient } from '@libsql/client/web'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/libsql'
import { createAuth } from '../../src/libsql.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { startLibsql } from '../servers/libsql.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { Counter } from './counter.ts'
import { type CreateAuth, type DriverInNode, entryOf, type Handle } from './driver.ts'
import { sqliteFile } from './sqlite-file.ts'
import { counting, type Row, tablesOf } from './tables.ts'

const entry = entryOf(createAuth, 'sqlite', schemas)
export const createLibsqlAuth: CreateAuth = entry.createAuth

const ofLibsql = {
  ...entry,
  drizzle: (client: never, config?: object) => drizzle({ client, ...config }),
}

const queryOf = (client: Client) => async (statement: string) =>
  (await client.execute(statement)).rows.map((row): Row => ({ ...row }))

/** libSQL over HTTP, with the tables of a schema, and the gateway's file past the gateway. */
export async function connectLibsql(
  tables: object | string[] = schemas.lucia,
  concurrency?: number,
) {
  const { url, file, stop } = await startLibsql()
  const client = createHttpClient({ url, ...(concurrency && { concurrency }) })
  // By the same SQLite: two of them in one process do not see each other's locks.
  // https://www.sqlite.org/howtocorrupt.html#multiple_copies_of_sqlite_linked_into_the_same_application
  const own = new Database(file)
  for (const statement of await tablesOf('sqlite', tables)) own.exec(statement)
  const rows = async (statement: string) => own.prepare<[], Row>(statement).all()
  return {
    client,
    schema: schemas.lucia,
    stop,
    url,
    rows,
    counts: counting(rows),
    run: async (statement: string) => own.exec(statement),
    async close(): Promise<void> {
      client.close()
      own.close()
      await stop()
    },
  }
}

export const libsqlOverHttp: Handle = {
  ...ofLibsql,
  name: 'libSQL over HTTP',
  messages: {
    ended: 'closed',
    refused: 'fetch failed',
    missing: 'SQLITE_UNKNOWN: SQLite error: no such table',
  },
  async open(tables = {}) {
    const { client, counts, rows, run, close } = await connectLibsql(tables)
    const end = async () => client.close()
    return { handle: client, query: queryOf(client), run, rows, counts, end, close }
  },
  async connectTo(port) {
    const handle = createHttpClient({ url: `http://127.0.0.1:${port}` })
    return { handle, close: async () => handle.close() }
  },
}

export const libsqlFile: Handle = {
  ...ofLibsql,
  name: 'a libSQL file',
  messages: { ended: 'closed', refused: '', missing: 'no such table' },
  async open(tables = {}) {
    const folder = await temporaryFolder()
    const handle = createClient({ url: `file:${join(folder, 'test.db')}` })
    for (const statement of await tablesOf('sqlite', tables)) await handle.execute(statement)
    const query = queryOf(handle)
    const run = (statement: string) => handle.execute(statement)
    const end = async () => handle.close()
    const close = async () => {
      handle.close()
      await rm(folder, { recursive: true })
    }
    return { handle, query, run, rows: query, counts: counting(query), end, close }
  },
}

export const driver: DriverInNode<'libsql'> = {
  name: 'libsql',
  ...entry,
  says: /a libSQL client: createClient\(\{ url \}\)/,
  handles: [libsqlOverHttp, libsqlFile],
  async open() {
    const url = 'http://127.0.0.1:1'
    const inMemory = createClient({ url: ':memory:' })
    const handles = {
      'a client of a file': inMemory,
      'a client over HTTP': createHttpClient({ url }),
      'a client for the web': createWebClient({ url }),
      'Drizzle on it': drizzle(inMemory),
    }
    return { handles, close: async () => inMemory.close() }
  },
  async count() {
    const { fetch, sent } = new Counter()
    const { url, stop } = await startLibsql()
    const handle = createHttpClient({ url, fetch })
    for (const statement of await tablesOf('sqlite', schemas.tokens))
      await handle.execute(statement)
    const close = async () => {
      handle.close()
      await stop()
    }
    return { handle, schema: schemas.tokens, sent, close }
  },
  serve: sqliteFile,
  app: {
    drizzle: 'libsql',
    imports: [],
    packages: ['@libsql/client'],
    handleImport: "import type { Client } from '@libsql/client'",
    handle: 'Client',
  },
}
