import { betterSqlite3 as adapter } from '@lucia-auth/adapter-sqlite'
import Database from 'better-sqlite3'
import memory from 'unstorage/drivers/memory'
import { describe } from 'vitest'
import { createAuth } from '../src/better-sqlite3.ts'
import { conformance } from './conformance/conformance.ts'
import type { CreateAuth, Engine } from './conformance/engine.ts'
import { officially } from './conformance/official.ts'
import { sessionAdapterCases } from './conformance/session-adapter.ts'
import { literalSql, refuseSqliteDeletes } from './conformance/sql.ts'
import { sqliteTables } from './ddl.ts'
import { schemas } from './fixtures/sqlite.ts'

const sql = literalSql('"')

const betterSqlite3: Engine = {
  name: 'better-sqlite3',
  schemas,
  createAuth: createAuth as CreateAuth,
  async open(names, { foreignKeys } = { foreignKeys: true }) {
    const database = new Database(':memory:')
    database.pragma(`foreign_keys = ${foreignKeys ? 'on' : 'off'}`)
    for (const name of names) {
      for (const statement of await sqliteTables(schemas[name])) database.exec(statement)
    }
    return {
      handle: database as never,
      rows: async (table) => database.prepare(sql.select(table)).all() as Record<string, unknown>[],
      insert: async (table, row) => void database.exec(sql.insert(table, row)),
      remove: async (table, id) => void database.exec(sql.remove(table, id)),
      refuseDeletes: async (table) => void database.exec(refuseSqliteDeletes(table)),
      close: async () => void database.close(),
    }
  },
}

conformance(betterSqlite3)
officially(betterSqlite3, adapter)
describe('better-sqlite3 with sessions in memory', () => {
  sessionAdapterCases(betterSqlite3, () => memory())
})
