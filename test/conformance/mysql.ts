import mysql from 'mysql2/promise'
import { inject } from 'vitest'
import { mysqlTables } from '../ddl.ts'
import { createDatabase } from '../servers/database.ts'
import type { Engine, Row, SchemaName, Schemas } from './engine.ts'
import { literalSql } from './sql.ts'

const sql = literalSql('`')

/** A driver's handle on a database, and how to close it. */
interface Opened {
  handle: object
  close(): Promise<unknown>
}

/** An engine on MySQL or MariaDB: the tests read and write it through a connection of their own. */
export function mysqlEngine(
  name: string,
  createAuth: unknown,
  given: object,
  connect: (url: string, names: readonly SchemaName[]) => Opened | Promise<Opened>,
): Engine {
  const schemas = given as Schemas
  return {
    name,
    schemas,
    createAuth: createAuth as Engine['createAuth'],
    async open(names, { foreignKeys } = { foreignKeys: true }) {
      const database = await createDatabase(inject('mysqlUrl'))
      const own = await mysql.createConnection({ uri: database.url })
      for (const schema of names) {
        for (const statement of await mysqlTables(schemas[schema])) {
          if (foreignKeys || !statement.includes('FOREIGN KEY')) await own.query(statement)
        }
      }
      const { handle, close } = await connect(database.url, names)
      return {
        handle: handle as never,
        rows: async (table) => (await own.query(sql.select(table)))[0] as Row[],
        insert: async (table, row) => void (await own.query(sql.insert(table, row))),
        remove: async (table, id) => void (await own.query(sql.remove(table, id))),
        refuseDeletes: async (table) => void (await own.query(refuseDeletes(table))),
        async close() {
          await close()
          await own.end()
          await database.drop()
        },
      }
    },
  }
}

function refuseDeletes(table: string): string {
  return `create trigger refuse before delete on \`${table}\` for each row
    signal sqlstate '45000' set message_text = 'refused'`
}
