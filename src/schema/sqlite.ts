import {
  index,
  integer,
  SQLiteDialect,
  SQLiteSession,
  sqliteTable,
  text,
} from 'drizzle-orm/sqlite-core'
import { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy'
import { defaultNames, type TableNames } from '../internal/schema/names.ts'
import {
  type ColumnsOf,
  createTables,
  type NameOf,
  type SchemaConfig,
  type TableDialect,
} from '../internal/schema/tables.ts'

type ExtraColumns = ColumnsOf<typeof sqliteTable>

/** The tables that `createSchema()` makes: names and extra columns show in the type. */
export type SqliteSchema<
  Names extends Partial<TableNames> = Record<never, never>,
  User extends ExtraColumns = Record<never, never>,
  Session extends ExtraColumns = Record<never, never>,
> = {
  user: AuthTable<NameOf<Names, 'user', 'user'>, ReturnType<typeof userColumns> & User>
  session: AuthTable<
    NameOf<Names, 'session', 'user_session'>,
    ReturnType<typeof sessionColumns> & Session
  >
  key: AuthTable<NameOf<Names, 'key', 'user_key'>, ReturnType<typeof keyColumns>>
}

/**
 * The Drizzle tables of Lucia v2 in SQLite: users, sessions and keys, with your attributes as extra
 * columns. They read and write the tables that Lucia v2's documentation describes.
 *
 * Expiries are unix times in milliseconds. `userId` is indexed and cascades on delete, `idleExpires`
 * is indexed. Table names may hold spaces and dots; quotation marks, brackets, backslashes and
 * control characters are refused with a `SetupError`, as are empty and equal names and extra columns
 * that Lucia owns.
 *
 * @example
 * ```ts
 * export const { user, session, key } = createSchema({
 *   tableNames: { user: 'auth_user' },
 *   user: { email: text('email').notNull().unique() },
 * })
 * ```
 */
export function createSchema<
  const Names extends Partial<TableNames> = Record<never, never>,
  User extends ExtraColumns = Record<never, never>,
  Session extends ExtraColumns = Record<never, never>,
>(config: SchemaConfig<Names, User, Session> = {}): SqliteSchema<Names, User, Session> {
  return createTables(dialect, config) as SqliteSchema<Names, User, Session>
}

/** The columns of `clientAttributes()`: `createSchema({ session: { ...clientColumns() } })`. */
export function clientColumns() {
  return {
    userAgent: text('user_agent'),
    country: text('country'),
    addressHash: text('address_hash'),
  }
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

const dialect = {
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

type AuthTable<Name extends string, Columns extends ExtraColumns> = ReturnType<
  typeof sqliteTable<Name, Columns>
>
