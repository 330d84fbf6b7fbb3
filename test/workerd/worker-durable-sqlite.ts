import { expect, it } from 'vitest'
import { createAuth, type DurableSqliteStorage } from '../../src/durable-sqlite.ts'
import { conformance } from '../conformance/conformance.ts'
import {
  type CreateAuth,
  type Engine,
  type Row,
  type SchemaName,
  using,
} from '../conformance/engine.ts'
import { literalSql, refuseSqliteDeletes, withoutForeignKeys } from '../conformance/sql.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { answerCases } from './test-worker.ts'
import { collect } from './vitest.ts'

interface Storage extends DurableSqliteStorage {
  deleteAll(): Promise<void>
  sql: { databaseSize: number; exec(query: string): { one(): Row; toArray(): Row[] } }
}

interface Bindings {
  /** The statements that make the tables of each schema. */
  TABLES: Record<SchemaName, string[]>
  OBJECTS: { newUniqueId(): unknown; get(id: unknown): { fetch: TestObject['fetch'] } }
}

const sql = literalSql('"')

function engineOn(storage: Storage, tables: Bindings['TABLES']): Engine {
  const run = async (statement: string) => void storage.sql.exec(statement)
  return {
    name: 'a Durable Object',
    schemas,
    createAuth: createAuth as unknown as CreateAuth,
    async open(names, { foreignKeys } = { foreignKeys: true }) {
      for (const statement of names.flatMap((schema) => tables[schema])) {
        await run(foreignKeys ? statement : withoutForeignKeys(statement))
      }
      return {
        handle: storage as never,
        rows: async (table) => storage.sql.exec(sql.select(table)).toArray(),
        insert: (table, row) => run(sql.insert(table, row)),
        remove: (table, id) => run(sql.remove(table, id)),
        refuseDeletes: (table) => run(refuseSqliteDeletes(table)),
        close: () => storage.deleteAll(),
      }
    },
  }
}

/** Drizzle tells nothing of a write here, so the driver asks SQLite, which knows the last one alone. */
function countingCase(engine: Engine): void {
  it('tells each of two clean-ups at once what it has deleted itself', () =>
    using(engine, ['lucia'], async ({ handle, insert, rows }) => {
      const { auth } = engine.createAuth(handle, { schema: schemas.lucia })
      await insert('user', { id: 'anna', username: 'anna' })
      for (const id of ['session-1', 'session-2']) {
        await insert('user_session', { id, user_id: 'anna', active_expires: 1, idle_expires: 1 })
      }
      const counts = await Promise.all([auth.deleteExpiredSessions(), auth.deleteExpiredSessions()])
      expect(counts).toEqual([2, 0])
      expect(await rows('user_session')).toEqual([])
    }))
}

/** Runs one test, on a database of its own. */
export class TestObject {
  readonly #engine: Engine

  constructor({ storage }: { storage: Storage }, { TABLES }: Bindings) {
    this.#engine = engineOn(storage, TABLES)
  }

  async fetch(request: Request): Promise<Response> {
    const cases = collect(() => {
      conformance(this.#engine)
      countingCase(this.#engine)
    })
    return await answerCases(request, cases)
  }
}

export default {
  fetch: (request: Request, { OBJECTS }: Bindings): Promise<Response> =>
    OBJECTS.get(OBJECTS.newUniqueId()).fetch(request),
}
