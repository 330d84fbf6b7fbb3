import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import Database from 'better-sqlite3'
import { createAuth } from '../../src/prisma.ts'
import type { CreateAuth, Engine, Row } from '../conformance/engine.ts'
import { literalSql, refuseSqliteDeletes } from '../conformance/sql.ts'
import { sqliteTables } from '../ddl.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { clientsOf } from './clients.ts'
import { installed } from './generate.ts'

const sql = literalSql('"')

/** Prisma on databases of SQLite, with clients that are generated into a folder. */
export async function sqliteEngine(
  generator: 'prisma-client' | 'prisma-client-js',
  folder = installed.folder,
): Promise<Engine> {
  const clientFor = await clientsOf('sqlite', generator, { ...installed, folder })
  return {
    name: `Prisma on SQLite, a client of ${generator}`,
    schemas,
    createAuth: createAuth as unknown as CreateAuth,
    async open(names, { foreignKeys } = { foreignKeys: true }) {
      const directory = mkdtempSync(join(tmpdir(), 'prisma-'))
      const file = join(directory, 'test.db')
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
          rmSync(directory, { recursive: true })
        },
      }
    },
  }
}
