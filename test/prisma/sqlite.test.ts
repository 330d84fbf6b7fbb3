import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import Database from 'better-sqlite3'
import memory from 'unstorage/drivers/memory'
import { describe } from 'vitest'
import { createAuth } from '../../src/prisma.ts'
import { conformance } from '../conformance/conformance.ts'
import type { CreateAuth, Engine, Row } from '../conformance/engine.ts'
import { sessionAdapterCases } from '../conformance/session-adapter.ts'
import { literalSql, refuseSqliteDeletes } from '../conformance/sql.ts'
import { sqliteTables } from '../ddl.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { alsoCases } from './also-cases.ts'
import { clientsOf } from './clients.ts'
import { databaseCases } from './database-cases.ts'
import { withoutSchema } from './without-schema.ts'

const sql = literalSql('"')

for (const generator of ['prisma-client', 'prisma-client-js'] as const) {
  const clientFor = await clientsOf('sqlite', generator)

  const engine: Engine = {
    name: `Prisma on SQLite, a client of ${generator}`,
    schemas,
    createAuth: createAuth as unknown as CreateAuth,
    async open(names, { foreignKeys } = { foreignKeys: true }) {
      const folder = mkdtempSync(join(tmpdir(), 'prisma-'))
      const file = join(folder, 'test.db')
      const database = new Database(file)
      database.pragma('foreign_keys = off')
      for (const name of names) {
        for (const statement of await sqliteTables(schemas[name])) {
          // Prisma has foreign keys always on.
          database.exec(foreignKeys ? statement : statement.replace(/,\s*FOREIGN KEY [^\n]*/g, ''))
        }
      }
      const client = clientFor(names, new PrismaBetterSqlite3({ url: `file:${file}` }))
      return {
        handle: client as never,
        rows: async (table) => database.prepare(sql.select(table)).all() as Row[],
        insert: async (table, row) => void database.exec(sql.insert(table, row)),
        remove: async (table, id) => void database.exec(sql.remove(table, id)),
        refuseDeletes: async (table) => void database.exec(refuseSqliteDeletes(table)),
        async close() {
          await client.$disconnect()
          database.close()
          rmSync(folder, { recursive: true })
        },
      }
    },
  }

  conformance(withoutSchema(engine))
  if (generator === 'prisma-client') {
    conformance(engine)
    databaseCases(engine)
    alsoCases(withoutSchema(engine))
    alsoCases(engine)
    describe('Prisma with sessions in memory', () => sessionAdapterCases(engine, () => memory()))
  }
}
