import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { afterAll } from 'vitest'
import { createAuth } from '../src/pglite.ts'
import { clientCases, throughClient } from './conformance/client.ts'
import { byColumns } from './conformance/columns.ts'
import { conformance } from './conformance/conformance.ts'
import type { CreateAuth, Engine, Row, Schemas } from './conformance/engine.ts'
import { refusePostgresDeletes } from './conformance/postgres.ts'
import { literalSql } from './conformance/sql.ts'
import { postgresTables } from './ddl.ts'
import { schemas } from './fixtures/postgres.ts'

const sql = literalSql('"')
// Starting one takes seconds, so there is one, which each test leaves empty.
const database = new PGlite()
afterAll(() => database.close())

const pglite: Engine = {
  name: 'PGlite',
  schemas: schemas as unknown as Schemas,
  createAuth: createAuth as unknown as CreateAuth,
  async open(names, { foreignKeys } = { foreignKeys: true }) {
    for (const name of names) {
      for (const statement of await postgresTables(schemas[name])) {
        if (foreignKeys || !statement.includes('FOREIGN KEY')) await database.exec(statement)
      }
    }
    return {
      handle: database as never,
      rows: async (table) => (await database.query<Row>(sql.select(table))).rows,
      insert: async (table, row) => void (await database.exec(sql.insert(table, row))),
      remove: async (table, id) => void (await database.exec(sql.remove(table, id))),
      refuseDeletes: async (table) => void (await database.exec(refusePostgresDeletes(table))),
      close: async () =>
        void (await database.exec('drop schema public cascade; create schema public')),
    }
  },
}

conformance(pglite)
clientCases(throughClient(pglite, 'postgres', drizzle))
byColumns(pglite)
