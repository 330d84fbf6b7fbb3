import type { IsPrimaryKey, NotNull } from 'drizzle-orm'
import {
  bigint,
  customType,
  index,
  type MySqlBigInt53Builder,
  type MySqlCustomColumnBuilder,
  MySqlDialect,
  MySqlSession,
  type MySqlVarCharBuilder,
  mysqlTable,
  varchar,
} from 'drizzle-orm/mysql-core'
import { MySqlRemoteDatabase } from 'drizzle-orm/mysql-proxy'
import { isBoolean, isPlainObject, isWhole, plain, type Rule, type Rules } from '../rules.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import type { ColumnOf } from '../schema/column-of.ts'
import { namesBesideReserved } from '../schema/names.ts'
import { createTables, type DefaultTablesConfig, type TableDialect } from '../schema/tables.ts'

/** How many characters the ids of each table hold. */
export interface Lengths {
  user: number
  session: number
  key: number
}

/** As in Lucia's documentation. */
export const defaultLengths: Lengths = { user: 15, session: 127, key: 255 }

const length: Rule = ['a whole number of characters', (value) => isWhole(value, 1)]

const configRules: Rules = {
  foreignKeys: ['a boolean', isBoolean],
  lengths: [plain, isPlainObject, { user: length, session: length, key: length }],
}

export type Text<Name extends string> = ColumnOf<typeof MySqlVarCharBuilder, Name, string>
export type Long<Name extends string> = ColumnOf<typeof MySqlBigInt53Builder, Name, number>
export type BinaryText<Name extends string> = ColumnOf<
  typeof MySqlCustomColumnBuilder,
  Name,
  string
>

export type UserColumns = { id: IsPrimaryKey<NotNull<Text<'id'>>> }

export type SessionColumns = {
  id: IsPrimaryKey<NotNull<Text<'id'>>>
  userId: NotNull<Text<'user_id'>>
  activeExpires: NotNull<Long<'active_expires'>>
  idleExpires: NotNull<Long<'idle_expires'>>
}

export type KeyColumns = {
  id: IsPrimaryKey<NotNull<BinaryText<'id'>>>
  userId: NotNull<Text<'user_id'>>
  hashedPassword: Text<'hashed_password'>
}

/** A string that is compared byte by byte, whatever the collation of the database. */
export const binaryVarchar = <const Name extends string>(name: Name, length: number) =>
  customType<{ data: string }>({
    dataType: () => `varchar(${length}) character set utf8mb4 collate utf8mb4_bin`,
  })(name)

const userColumns = ({ user }: Lengths) => ({
  id: varchar('id', { length: user }).primaryKey(),
})

const sessionColumns = ({ user, session }: Lengths) => ({
  id: varchar('id', { length: session }).primaryKey(),
  userId: varchar('user_id', { length: user }).notNull(),
  activeExpires: bigint('active_expires', { mode: 'number', unsigned: true }).notNull(),
  idleExpires: bigint('idle_expires', { mode: 'number', unsigned: true }).notNull(),
})

const keyColumns = ({ user, key }: Lengths) => ({
  id: binaryVarchar('id', key).primaryKey(),
  userId: varchar('user_id', { length: user }).notNull(),
  hashedPassword: varchar('hashed_password', { length: 255 }),
})

/** What MySQL brings to the tables. */
export const mysqlDialect = (lengths: Lengths) =>
  ({
    Dialect: MySqlDialect,
    Session: MySqlSession,
    client: (dialect: object, session: object) =>
      Reflect.construct(MySqlRemoteDatabase, [dialect, session, {}, 'default']),
    configRules,
    tableNames: namesBesideReserved,
    table: mysqlTable,
    index,
    user: () => userColumns(lengths),
    session: () => sessionColumns(lengths),
    key: () => keyColumns(lengths),
  }) as unknown as TableDialect

/** Lucia's tables in MySQL, for `createAuth()` without a schema. */
export function mysqlTables(config: DefaultTablesConfig): AuthSchema {
  return createTables(mysqlDialect(defaultLengths), config)
}
