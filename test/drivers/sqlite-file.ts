import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createSchema } from '../../src/schema/sqlite.ts'
import { sqliteTables } from '../ddl.ts'
import type { ServedDatabase } from './driver.ts'

/** SQLite in a file, with the tables of a schema. */
export async function sqliteFile(schema: object = createSchema()): Promise<ServedDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'lucia-setup-docs-'))
  const file = join(folder, 'database.sqlite')
  const database = new Database(file)
  for (const statement of await sqliteTables(schema)) database.exec(statement)
  database.close()
  return {
    environment: { DATABASE_FILE: file, DATABASE_URL: `file:${file}` },
    close: () => rm(folder, { recursive: true }),
  }
}
