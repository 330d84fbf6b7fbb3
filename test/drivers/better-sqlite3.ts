import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { createAuth } from '../../src/better-sqlite3.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { Counter } from './counter.ts'
import { type DriverInNode, entryOf, type Handle } from './driver.ts'
import { sqliteFile } from './sqlite-file.ts'
import { counting, type Row, tablesOf } from './tables.ts'

const entry = entryOf(createAuth, 'sqlite', schemas)

export const betterSqlite3: Handle = {
  name: 'better-sqlite3',
  ...entry,
  drizzle: (client, config) => drizzle({ client, ...config }),
  messages: { ended: 'The database connection is not open', refused: '', missing: 'no such table' },
  async open(tables = {}) {
    const handle = new Database(':memory:')
    for (const statement of await tablesOf('sqlite', tables)) handle.exec(statement)
    const rows = async (statement: string) => {
      const prepared = handle.prepare<[], Row>(statement)
      if (prepared.reader) return prepared.all()
      prepared.run()
      return []
    }
    const run = async (statement: string) => handle.exec(statement)
    const close = async () => handle.close()
    return { handle, query: rows, run, rows, counts: counting(rows), end: close, close }
  },
}

export const driver: DriverInNode<'better-sqlite3'> = {
  name: 'better-sqlite3',
  ...entry,
  says: /a better-sqlite3 database: new Database\(file\)/,
  handles: [betterSqlite3],
  async open() {
    const database = new Database(':memory:')
    const handles = { Database: database, 'Drizzle on it': drizzle(database) }
    return { handles, close: async () => database.close() }
  },
  async count() {
    const { add, sent } = new Counter()
    const handle = new Database(':memory:', { verbose: add })
    for (const statement of await tablesOf('sqlite', schemas.tokens)) handle.exec(statement)
    return { handle, schema: schemas.tokens, sent, close: async () => handle.close() }
  },
  serve: sqliteFile,
  app: {
    drizzle: 'better-sqlite3',
    imports: ['better-sqlite3'],
    packages: ['better-sqlite3', '@types/better-sqlite3'],
    handleImport: "import type { Database } from 'better-sqlite3'",
    handle: 'Database',
  },
}
