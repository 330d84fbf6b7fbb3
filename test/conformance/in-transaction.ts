import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { inSnakeCase } from '../fixtures/nameless/snake-case.ts'
import { type AppClient, type Client, namelessSchemas } from './client.ts'
import type { Engine, Row } from './engine.ts'
import { savepointForEach } from './savepoints.ts'
import { ownAccess } from './sql.ts'
import { tableNamesIn } from './table-names.ts'

/** Runs a body with what `createAuth()` takes in a transaction, which is rolled back. */
export type Undone = (
  db: AppClient,
  handle: never,
  body: (tx: AppClient) => Promise<void>,
) => Promise<void>

/** By Drizzle's own `transaction()`. */
export const byDrizzle: Undone = async (db, _, body) => {
  const undone = new Error('undone')
  const transaction = db.transaction(async (tx) => {
    await body(tx)
    throw undone
  })
  await expect(transaction).rejects.toBe(undone)
}

/** By the app's own `begin`, where Drizzle's transactions are over before anything is awaited. */
export const byBegin: Undone = async (db, _, body) => {
  db.run?.(sql`begin`)
  try {
    await body(db)
  } finally {
    db.run?.(sql`rollback`)
  }
}

/**
 * The engine, with every test in a transaction of the app's own client that is rolled back: then all
 * tables are as before.
 */
export function inTransaction(engine: Engine, client: Client, undone: Undone = byDrizzle): Engine {
  return {
    ...engine,
    name: `${engine.name}, in a transaction`,
    schemas: namelessSchemas(engine, client),
    createAuth:
      client.dialect === 'postgres' ? savepointForEach(engine.createAuth) : engine.createAuth,
    differences: { ...engine.differences, ...differences[client.dialect] },
    async open(names, options) {
      const database = await engine.open(names, options)
      const db = client.drizzle(database.handle, inSnakeCase) as AppClient
      const contents = () => Promise.all(tableNamesIn(engine, names).map(database.rows))
      const before = await contents()
      const { tx, end } = await begin((body) => undone(db, database.handle, body))
      return {
        handle: tx as never,
        ...ownAccess(client.dialect, bare(tx)),
        ...(client.dialect === 'mysql' && { refuseDeletes: committing }),
        async close() {
          try {
            await end()
            expect(await contents()).toEqual(before)
          } finally {
            await database.close()
          }
        },
      }
    },
  }
}

/** Begins a transaction, and gives it once it is there; it is rolled back by `end()`. */
function begin(
  undone: (body: (tx: AppClient) => Promise<void>) => Promise<void>,
): Promise<{ tx: AppClient; end(): Promise<void> }> {
  return new Promise((resolve, reject) => {
    const over = undone(
      (tx) =>
        new Promise((finish) => {
          const end = () => {
            finish()
            return over
          }
          resolve({ tx, end })
        }),
    )
    over.catch(reject)
  })
}

/** Statements of the test's own, on the connection that has the transaction. */
function bare(tx: AppClient): Parameters<typeof ownAccess>[1] {
  return {
    run: async (statement) =>
      await (tx.execute?.(sql.raw(statement)) ?? tx.run?.(sql.raw(statement))),
    async rows(statement) {
      const query = sql.raw(statement)
      return rowsIn(await (tx.execute?.(query) ?? tx.all?.(query))).map(withNumbers)
    },
  }
}

/** The rows in what each driver answers a query. */
function rowsIn(result: unknown): Row[] {
  const { rows = result } = result as { rows?: unknown }
  const [first] = rows as unknown[]
  return (Array.isArray(first) ? first : rows) as Row[]
}

/** Drivers give eight-byte integers as texts. */
function withNumbers(row: Row): Row {
  const entries = Object.entries(row).map(([name, value]) =>
    name.endsWith('_expires') ? [name, Number(value)] : [name, value],
  )
  return Object.fromEntries(entries)
}

/** What cannot hold in one transaction of a dialect, by the name of its test, and why. */
const differences: Readonly<Record<Client['dialect'], Readonly<Record<string, string>>>> = {
  sqlite: {},
  postgres: {
    "passes Lucia's own adapter tests": ended(),
    'does not bring back a session that is deleted while it is renewed':
      'what is done within a call is undone with its savepoint',
    'keeps a secret that the database does not let go of, and its user': ended(),
    'says at set-up that a schema has no such tables, and later that a database has none': ended(),
  },
  mysql: {
    'deletes all of a user or nothing': committed(),
    'stores a new password and ends sessions, or neither': committed(),
    'keeps a secret that the database does not let go of, and its user': committed(),
    'forgets what is a day old, and deletes it when it is asked to': committed(),
  },
}

function ended(): string {
  return 'a statement that fails outside of a savepoint ends the transaction'
}

function committed(): string {
  return 'MySQL commits a transaction in which a trigger is made'
}

function committing(): never {
  throw new Error(committed())
}
