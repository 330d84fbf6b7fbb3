import Database from 'better-sqlite3'
import type { Engine, Row } from '../conformance/engine.ts'
import { literalSql, refuseSqliteDeletes, withoutForeignKeys } from '../conformance/sql.ts'
import { sqliteTables } from '../ddl.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { startLibsql } from '../servers/libsql.ts'
import { conformanceInWorkerd } from './conformance-in-workerd.ts'

const sql = literalSql('"')

const engine: Engine = {
  name: 'libSQL',
  schemas,
  createAuth: undefined as never,
  async open(names, { foreignKeys } = { foreignKeys: true }) {
    const { url, file, stop } = await startLibsql()
    const database = new Database(file)
    for (const name of names) {
      for (const statement of await sqliteTables(schemas[name])) {
        // The gateway has foreign keys always on.
        database.exec(foreignKeys ? statement : withoutForeignKeys(statement))
      }
    }
    return {
      handle: { url } as never,
      rows: async (table) => database.prepare(sql.select(table)).all() as Row[],
      insert: async (table, row) => void database.exec(sql.insert(table, row)),
      remove: async (table, id) => void database.exec(sql.remove(table, id)),
      refuseDeletes: async (table) => void database.exec(refuseSqliteDeletes(table)),
      async close() {
        database.close()
        await stop()
      },
    }
  },
}

await conformanceInWorkerd('worker-libsql.ts', engine)
