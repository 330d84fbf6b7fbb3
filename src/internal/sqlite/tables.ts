import type { IsPrimaryKey, NotNull } from 'drizzle-orm'
import {
  index,
  integer,
  SQLiteDialect,
  type SQLiteIntegerBuilder,
  SQLiteSession,
  type SQLiteTextBuilder,
  sqliteTable,
  text,
} from 'drizzle-orm/sqlite-core'
import { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy'
import type { AuthSchema } from '../schema/auth-schema.ts'
import type { ColumnOf } from '../schema/column-of.ts'
import { defaultNames } from '../schema/names.ts'
import { createTables, type DefaultTablesConfig, type TableDialect } from '../schema/tables.ts'

export type Text<Name extends string> = ColumnOf<typeof SQLiteTextBuilder, Name, string>
export type Integer<Name extends string> = ColumnOf<typeof SQLiteIntegerBuilder, Name, number>

export type UserColumns = { id: IsPrimaryKey<NotNull<Text<'id'>>> }

export type SessionColumns = {
  id: IsPrimaryKey<NotNull<Text<'id'>>>
  userId: NotNull<Text<'user_id'>>
  activeExpires: NotNull<Integer<'active_expires'>>
  idleExpires: NotNull<Integer<'idle_expires'>>
}

export type KeyColumns = {
  id: IsPrimaryKey<NotNull<Text<'id'>>>
  userId: NotNull<Text<'user_id'>>
  hashedPassword: Text<'hashed_password'>
}

const userColumns = () => ({ id: text('id').primaryKey() })

const sessionColumns = () => ({
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  activeExpires: integer('active_expires').notNull(),
  idleExpires: integer('idle_expires').notNull(),
})

const keyColumns = () => ({
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
