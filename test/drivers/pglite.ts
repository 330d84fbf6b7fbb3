import { rm } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { createAuth } from '../../src/pglite.ts'
import { createSchema } from '../../src/schema/postgres.ts'
import { postgresTables } from '../ddl.ts'
import { schemas } from '../fixtures/postgres.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { Counter } from './counter.ts'
import { type DriverInNode, entryOf, type Handle } from './driver.ts'
import { emptyPglite } from './empty-pglite.ts'
import { counting, type Row, tablesOf } from './tables.ts'

const entry = entryOf(createAuth, 'postgres', schemas)

/** Databases that are empty again, for all files of this process: to start one takes seconds. */
const empty: PGlite[] = []

async function release(database: PGlite): Promise<void> {
  if (database.closed) return
  await database.exec('drop schema public cascade; create schema public')
  empty.push(database)
}

export const pglite: Handle = {
  name: 'PGlite',
  ...entry,
  drizzle: (client, config) => drizzle({ client, ...config }),
  messages: { ended: 'PGlite is closed', refused: '', missing: 'relation "user' },
  async open(tables = {}) {
    const handle = empty.pop() ?? (await emptyPglite())
    for (const statement of await tablesOf('postgres', tables)) await handle.exec(statement)
    const rows = async (statement: string) => (await handle.query<Row>(statement)).rows
    return {
      handle,
      query: rows,
      run: (statement) => handle.exec(statement),
      rows,
      counts: counting(rows),
      end: () => handle.close(),
      close: () => release(handle),
    }
  },
}

export const driver: DriverInNode<'pglite'> = {
  name: 'pglite',
  ...entry,
  says: /a PGlite database: new PGlite\(folder\)/,
  handles: [pglite],
  async open() {
    const database = await emptyPglite()
    const handles = { PGlite: database, 'Drizzle on it': drizzle(database) }
    return { handles, close: () => database.close() }
  },
  async count() {
    const { counting, sent } = new Counter()
    const { handle: database, close } = await pglite.open(schemas.tokens)
    const { query } = PGlite.prototype
    const counted = counting(query.bind(database) as () => never) as PGlite['query']
    const handle = Object.assign(database as PGlite, { query: counted })
    const uncounted = async () => {
      Object.assign(handle, { query })
      await close()
    }
    return { handle, schema: schemas.tokens, sent, close: uncounted }
  },
  /** An empty folder: no version of PGlite reads another's, so the project makes its own tables. */
  async serve() {
    const folder = await temporaryFolder()
    const tables = await postgresTables(createSchema())
    return {
      environment: { DATABASE_FOLDER: folder, TABLES: tables.join('\n') },
      close: () => rm(folder, { recursive: true }),
    }
  },
  app: {
    drizzle: 'pglite',
    imports: ['@electric-sql/pglite'],
    packages: ['@electric-sql/pglite'],
    handleImport: "import type { PGlite } from '@electric-sql/pglite'",
    handle: 'PGlite',
  },
}
