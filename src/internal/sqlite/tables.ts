import {
  index,
  integer,
  SQLiteDialect,
  SQLiteSession,
  sqliteTable,
  text,
} from 'drizzle-orm/sqlite-core'
import { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { defaultNames } from '../schema/names.ts'
import { createTables, type DefaultTablesConfig, type TableDialect } from '../schema/tables.ts'

export const userColumns = () => ({ id: text('id').primaryKey() })

export const sessionColumns = () => ({
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  activeExpires: integer('active_expires').notNull(),
  idleExpires: integer('idle_expires').notNull(),
})

export const keyColumns = () => ({
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  hashedPassword: text('hashed_password'),
})

/** What SQLite brings to the tables. */
export const sqliteDialect = {
  Dialect: SQLiteDialect,
  Session: SQLiteSession,
  client: (dialect: object, session: object) =>
    Reflect.construct(SqliteRemoteDatabase, ['async', dialect, session, {}]),
  tableNames: defaultNames,
  table: sqliteTable,
  index,
  user: userColumns,
  session: sessionColumns,
  key: keyColumns,
} as unknown as TableDialect

/** Lucia's tables in SQLite, for `createAuth()` without a schema. */
export function sqliteTables(config: DefaultTablesConfig): AuthSchema {
  return createTables(sqliteDialect, config)
}
