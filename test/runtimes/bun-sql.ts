import { drizzle } from 'drizzle-orm/bun-sql'
import pg from 'pg'
import { createAuth } from '../../src/drizzle/postgres.ts'
import { throughClient } from '../conformance/client.ts'
import { conformance } from '../conformance/conformance.ts'
import type { CreateAuth, Engine, Row, Schemas } from '../conformance/engine.ts'
import { inTransaction } from '../conformance/in-transaction.ts'
import { ownAccess, withoutForeignKeys } from '../conformance/sql.ts'
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

const engine: Engine = {
  name: 'bun:sql',
  schemas: schemas as unknown as Schemas,
  createAuth: createAuth as unknown as CreateAuth,
  async open(names, { foreignKeys } = { foreignKeys: true }) {
    const own = new pg.Client(url)
    await own.connect()
    await own.query('drop schema public cascade; create schema public')
    const made = (await Promise.all(names.map((name) => postgresTables(schemas[name])))).flat()
    for (const statement of foreignKeys ? made : withoutForeignKeys(made))
      await own.query(statement)
    const client = new Bun.SQL(url, { max: 5 })
    return {
      handle: client as never,
      ...ownAccess('postgres', {
        run: (statement) => own.query(statement),
        rows: async (statement) => (await own.query<Row>(statement)).rows,
      }),
      async close() {
        await client.close()
        await own.end()
      },
    }
  },
}

const connect = (client: never, config?: object) => drizzle({ client, ...config })
const client = { dialect: 'postgres', drizzle: connect } as const

await runCases(() => {
  conformance(throughClient(engine, client))
  conformance(inTransaction(engine, client))
})
process.exit(0)
