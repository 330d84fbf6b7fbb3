import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createSchema } from '../../src/schema/sqlite.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import type { ServedDatabase } from './driver.ts'
import { type Row, tablesOf } from './tables.ts'

/** SQLite in a file, with the tables of a schema or of statements, through a connection of the test's own. */
export async function openSqliteFile(tables: object | string[] = []) {
  const folder = await temporaryFolder()
  const file = join(folder, 'database.sqlite')
  const database = new Database(file)
  for (const statement of await tablesOf('sqlite', tables)) database.exec(statement)
  return {
    file,
    database,
    run: async (statement: string) => database.exec(statement),
    rows: async (statement: string) => database.prepare<[], Row>(statement).all(),
    async close(): Promise<void> {
      database.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** The same for an app. */
export async function sqliteFile(schema: object = createSchema()): Promise<ServedDatabase> {
  const { file, database, close } = await openSqliteFile(schema)
  database.close()
  return { environment: { DATABASE_FILE: file, DATABASE_URL: `file:${file}` }, close }
}
