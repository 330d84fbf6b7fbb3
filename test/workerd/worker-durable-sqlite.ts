import { drizzle } from 'drizzle-orm/durable-sqlite'
import { describe, expect, it } from 'vitest'
import { createAuth, type DurableSqliteStorage } from '../../src/durable-sqlite.ts'
import { throughClient } from '../conformance/client.ts'
import { byColumns } from '../conformance/columns.ts'
import { conformance } from '../conformance/conformance.ts'
import type { Tables } from '../conformance/d1-engine.ts'
import { type Engine, type Row, type SchemaName, using } from '../conformance/engine.ts'
import { engineFrom } from '../conformance/engine-from.ts'
import { inTransaction, type Undone } from '../conformance/in-transaction.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { comparison } from '../values/compare.ts'
import {
  type Client,
  type CreateAuth as CreateValues,
  inSyncTransaction,
} from '../values/driver.ts'
import { casesOf } from '../values/schema.ts'
import { sqliteValues, sqliteValuesSchema } from '../values/sqlite-dialect.ts'
import { answerCases } from './test-worker.ts'
import { collect } from './vitest.ts'

interface Storage extends DurableSqliteStorage {
  deleteAll(): Promise<void>
  transaction(body: (transaction: { rollback(): void }) => Promise<void>): Promise<void>
  sql: { databaseSize: number; exec(query: string): { one(): Row; toArray(): Row[] } }
}

interface Bindings {
  TABLES: Tables
  /** The same for the tables with every column of SQLite's. */
  VALUES_TABLES: string[]
  OBJECTS: { newUniqueId(): unknown; get(id: unknown): { fetch: TestObject['fetch'] } }
}

function engineOn(storage: Storage, tables: Tables): Engine {
  const facts = { name: 'a Durable Object', createAuth, schemas, dialect: 'sqlite' as const }
  const run = async (statement: string) => void storage.sql.exec(statement)
  const rows = async (statement: string) => storage.sql.exec(statement).toArray()
  const tablesOf = (name: SchemaName) => tables[name]
  return engineFrom(facts, tablesOf, async (statements) => {
    for (const statement of statements) await run(statement)
    return { handle: storage, run, rows, close: () => storage.deleteAll() }
  })
}

const client = {
  dialect: 'sqlite',
  drizzle: (storage: never, config: object) => drizzle(storage, config),
} as const

/** By the storage: Drizzle's transactions are over before anything is awaited. */
const byStorage: Undone = (db, storage: Storage, body) =>
  storage.transaction(async (transaction) => {
    await body(db)
    transaction.rollback()
  })

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

/** Writes of auth inside a transaction of the app's own, which its storage may begin. */
function transactionCases(engine: Engine, storage: Storage): void {
  const tables = ['user', 'user_key', 'user_session']
  const key = { providerId: 'username', providerUserId: 'anna', password: null }
  const again = { ...key, providerUserId: 'berta' }
  const { lucia: schema } = schemas

  it("is undone with the app's transaction, and stays with it", () =>
    using(engine, ['lucia'], async ({ handle, rows }) => {
      const { auth } = engine.createAuth(handle, { schema })
      const counts = () => Promise.all(tables.map(async (table) => (await rows(table)).length))
      const signUp = async () => {
        await auth.createUser({ userId: 'anna', key, attributes: { username: 'anna' } })
        await auth.createSession({ userId: 'anna' })
      }
      const undone = storage.transaction(async (transaction) => {
        await signUp()
        transaction.rollback()
      })
      await undone
      expect(await counts()).toEqual([0, 0, 0])
      await storage.transaction(signUp)
      expect(await counts()).toEqual([1, 1, 1])
      const failing = storage.transaction(async () => {
        await auth.deleteUser('anna')
        throw new Error('The app changed its mind')
      })
      await expect(failing).rejects.toThrow('The app changed its mind')
      expect(await counts()).toEqual([1, 1, 1])
    }))

  it("is all or nothing inside the app's transaction, which goes on", () =>
    using(engine, ['lucia'], async ({ handle, rows }) => {
      const { auth } = engine.createAuth(handle, { schema })
      await storage.transaction(async () => {
        await auth.createUser({ userId: 'anna', key, attributes: { username: 'anna' } })
        const taken = auth.createUser({ userId: 'berta', key, attributes: { username: 'berta' } })
        await expect(taken).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
        await auth.createKey({ ...again, userId: 'anna' })
      })
      expect(await rows('user')).toMatchObject([{ id: 'anna' }])
      expect(await rows('user_key')).toHaveLength(2)
    }))
}

/** What is stored and read in every column is what plain Drizzle stores and reads. */
function valueCases(storage: Storage, tables: string[]): void {
  const driver = {
    dialect: sqliteValues,
    createAuth: createAuth as unknown as CreateValues,
    together: inSyncTransaction,
  }
  const rows = async (statement: string) => storage.sql.exec(statement).toArray()
  const opened = {
    handle: storage,
    plain: drizzle(storage as never, { schema: sqliteValuesSchema }) as unknown as Client,
    rows,
    own: rows,
    close: () => storage.deleteAll(),
  }
  describe('a Durable Object stores and reads as plain Drizzle does', () => {
    for (const [title, property, values] of casesOf(sqliteValues)) {
      it(title, async () => {
        for (const statement of tables) storage.sql.exec(statement)
        await comparison(driver, opened, sqliteValuesSchema)(property, values)
      })
    }
  })
}

/** Runs one test, on a database of its own. */
export class TestObject {
  readonly #engine: Engine
  readonly #define: () => void

  constructor({ storage }: { storage: Storage }, { TABLES, VALUES_TABLES }: Bindings) {
    this.#engine = engineOn(storage, TABLES)
    this.#define = () => {
      transactionCases(this.#engine, storage)
      valueCases(storage, VALUES_TABLES)
    }
  }

  async fetch(request: Request): Promise<Response> {
    const cases = collect(() => {
      conformance(this.#engine)
      conformance(throughClient(this.#engine, client))
      conformance(inTransaction(this.#engine, client, byStorage))
      byColumns(this.#engine)
      countingCase(this.#engine)
      this.#define()
    })
    return await answerCases(request, cases)
  }
}

export default {
  fetch: (request: Request, { OBJECTS }: Bindings): Promise<Response> =>
    OBJECTS.get(OBJECTS.newUniqueId()).fetch(request),
}
