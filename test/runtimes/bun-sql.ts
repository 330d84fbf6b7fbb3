import { drizzle } from 'drizzle-orm/bun-sql'
import pg from 'pg'
import { createAuth } from '../../src/drizzle/postgres.ts'
import { throughClient } from '../conformance/client.ts'
import { conformance } from '../conformance/conformance.ts'
import type { Row } from '../conformance/engine.ts'
import { engineFrom } from '../conformance/engine-from.ts'
import { inTransaction } from '../conformance/in-transaction.ts'
import { postgresTables } from '../ddl.ts'
import { schemas } from '../fixtures/postgres.ts'
import { runCases } from './run-cases.ts'

/** Bun's client of PostgreSQL, as far as it is used here: its types are those of all of Bun. */
interface Client {
  close(): Promise<void>
}
const { Bun } = globalThis as unknown as {
  Bun: { SQL: new (url: string, options: object) => Client }
}

const url = process.env.DATABASE_URL ?? ''
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const engine = engineFrom(
  { name: 'bun:sql', createAuth, schemas, dialect: 'postgres' },
  (name) => postgresTables(schemas[name]),
  async (statements) => {
    const own = new pg.Client(url)
    await own.connect()
    const run = (statement: string) => own.query(statement)
    const rows = async (statement: string) => (await own.query<Row>(statement)).rows
    for (const statement of ['drop schema public cascade; create schema public', ...statements]) {
      await run(statement)
    }
    const handle = new Bun.SQL(url, { max: 5 })
    return { handle, run, rows, close: () => handle.close().then(() => own.end()) }
  },
)

const connect = (client: never, config?: object) => drizzle({ client, ...config })
const client = { dialect: 'postgres', drizzle: connect } as const

await runCases(() => {
  conformance(throughClient(engine, client))
  conformance(inTransaction(engine, client))
})
process.exit(0)
