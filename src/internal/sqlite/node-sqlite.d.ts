/** What Drizzle ORM has from 1.0 on: as much as is used of it, for the versions of before. */
declare module 'drizzle-orm/node-sqlite' {
  import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'

  export type NodeSQLiteDatabase<Known extends Record<string, unknown>> = BaseSQLiteDatabase<
    'sync',
    { changes: number | bigint; lastInsertRowid: number | bigint },
    Known
  >
  export function drizzle<Known extends Record<string, unknown>>(
    config: { client: never; schema?: Known } & object,
  ): NodeSQLiteDatabase<Known> & { $client: never }
}
