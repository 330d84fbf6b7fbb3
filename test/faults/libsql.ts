import { createClient as createHttpClient } from '@libsql/client/http'
import Database from 'better-sqlite3'
import { createAuth } from '../../src/libsql.ts'
import { sqliteTables } from '../ddl.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { startLibsql } from '../servers/libsql.ts'
import type { CreateAuth, LuciaSchema } from './drivers.ts'

export const createLibsqlAuth = createAuth as unknown as CreateAuth

/** One row with the numbers of rows of each table. */
export function countSql(tables: string[]): string {
  return `select ${tables.map((table, index) => `(select count(*) from "${table}") as n${index}`)}`
}

/** libSQL over HTTP, with the tables of a schema unless there are to be none. */
export async function connectLibsql(schema: object = schemas.lucia, concurrency?: number) {
  const { url, file, stop } = await startLibsql()
  const client = createHttpClient({ url, ...(concurrency && { concurrency }) })
  // The gateway's file, past the gateway, by the same SQLite: two of them in one process do not see
  // each other's locks. https://www.sqlite.org/howtocorrupt.html#multiple_copies_of_sqlite_linked_into_the_same_application
  const own = new Database(file)
  for (const statement of await sqliteTables(schema)) await client.execute(statement)
  return {
    client,
    schema: schemas.lucia as LuciaSchema,
    stop,
    async counts(...tables: string[]): Promise<number[]> {
      return Object.values(own.prepare<[], Record<string, number>>(countSql(tables)).get() ?? {})
    },
    url,
    run: async (statement: string) => own.exec(statement),
    async close(): Promise<void> {
      client.close()
      own.close()
      await stop()
    },
  }
}
