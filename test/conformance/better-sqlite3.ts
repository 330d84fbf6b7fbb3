import Database from 'better-sqlite3'
import { createAuth } from '../../src/better-sqlite3.ts'
import { sqliteTables } from '../ddl.ts'
import { schemas } from '../fixtures/sqlite.ts'
import type { CreateAuth, Engine } from './engine.ts'
import { literalSql, refuseSqliteDeletes } from './sql.ts'

const sql = literalSql('"')

/** better-sqlite3 on a database in memory. */
export const betterSqlite3: Engine = {
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
