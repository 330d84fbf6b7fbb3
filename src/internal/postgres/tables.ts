import type { IsPrimaryKey, NotNull } from 'drizzle-orm'
import {
  bigint,
  index,
  type PgBigInt53Builder,
  PgDialect,
  PgSession,
  type PgTextBuilder,
  pgSchema,
  pgTable,
  text,
} from 'drizzle-orm/pg-core'
import { PgRemoteDatabase } from 'drizzle-orm/pg-proxy'
import { SetupError } from '../../errors.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import type { ColumnOf } from '../schema/column-of.ts'
import { namesBesideReserved } from '../schema/names.ts'
import { createTables, type DefaultTablesConfig, type TableDialect } from '../schema/tables.ts'

export type Text<Name extends string> = ColumnOf<typeof PgTextBuilder, Name, string>
export type Long<Name extends string> = ColumnOf<typeof PgBigInt53Builder, Name, number>

export type UserColumns = { id: IsPrimaryKey<NotNull<Text<'id'>>> }

export type SessionColumns = {
  id: IsPrimaryKey<NotNull<Text<'id'>>>
  userId: NotNull<Text<'user_id'>>
  activeExpires: NotNull<Long<'active_expires'>>
  idleExpires: NotNull<Long<'idle_expires'>>
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
  activeExpires: bigint('active_expires', { mode: 'number' }).notNull(),
  idleExpires: bigint('idle_expires', { mode: 'number' }).notNull(),
})

const keyColumns = () => ({
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  hashedPassword: text('hashed_password'),
})

/** `app.auth_user` is the table `auth_user` of the schema `app`, as in Lucia's own adapter. */
const table = (name: string, ...rest: [never, never]) => {
  const [unqualified = '', schema = 'public', ...more] = name.split('.').reverse()
  if (unqualified === '' || schema === '' || more.length > 0) {
    throw new SetupError(
      'INVALID_TABLE_NAME',
      `A table name must be a name, or schema.name. Received "${name}"`,
    )
  }
  return schema === 'public'
    ? pgTable(unqualified, ...rest)
    : pgSchema(schema).table(unqualified, ...rest)
}

/** What PostgreSQL brings to the tables. */
export const postgresDialect = {
  Dialect: PgDialect,
  Session: PgSession,
  client: (dialect: object, session: object) =>
    Reflect.construct(PgRemoteDatabase, [dialect, session, {}]),
  tableNames: namesBesideReserved,
  table,
  index,
  user: userColumns,
  session: sessionColumns,
  key: keyColumns,
} as unknown as TableDialect

/** Lucia's tables in PostgreSQL, for `createAuth()` without a schema. */
export function postgresTables(config: DefaultTablesConfig): AuthSchema {
  return createTables(postgresDialect, config)
}
