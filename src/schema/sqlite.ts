import type { BuildColumns } from 'drizzle-orm'
import {
  index,
  integer,
  type SQLiteColumnBuilderBase,
  SQLiteTable,
  type SQLiteTableWithColumns,
  sqliteTable,
  text,
} from 'drizzle-orm/sqlite-core'
import {
  assertExtraColumns,
  assertSchema,
  assertTableNames,
  type TableNames,
} from '../internal/schema.ts'

/** Columns to add to a table, as Drizzle's own table functions take them. */
export type ExtraColumns = Record<string, SQLiteColumnBuilderBase>

/** What `createSchema()` takes, all of it optional. */
export interface SchemaConfig<
  Names extends Partial<TableNames>,
  User extends ExtraColumns,
  Session extends ExtraColumns,
> {
  /** Other table names than `user`, `user_session` and `user_key`. */
  tableNames?: Names | undefined
  /** The user's attributes. */
  user?: User | undefined
  /** The session's attributes. */
  session?: Session | undefined
}

/** What `createSchema()` returns: table names and extra columns show in the type. */
export type SqliteSchema<
  Names extends Partial<TableNames> = Record<never, never>,
  User extends ExtraColumns = Record<never, never>,
  Session extends ExtraColumns = Record<never, never>,
> = {
  user: AuthTable<NameOf<Names, 'user', 'user'>, UserColumns & User>
  session: AuthTable<NameOf<Names, 'session', 'user_session'>, SessionColumns & Session>
  key: AuthTable<NameOf<Names, 'key', 'user_key'>, KeyColumns>
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
  const names = { user: 'user', session: 'user_session', key: 'user_key', ...config.tableNames }
  assertTableNames(names)
  assertExtraColumns('user', config.user)
  assertExtraColumns('session', config.session)

  const user = sqliteTable(names.user, { ...userColumns(), ...config.user })
  const owner = () => userId().references(() => user.id, { onDelete: 'cascade' })
  const session = sqliteTable(
    names.session,
    { ...sessionColumns(), userId: owner(), ...config.session },
    (table) => [
      index(`${names.session}_user_id_index`).on(table.userId),
      index(`${names.session}_idle_expires_index`).on(table.idleExpires),
    ],
  )
  const key = sqliteTable(names.key, { ...keyColumns(), userId: owner() }, (table) => [
    index(`${names.key}_user_id_index`).on(table.userId),
  ])
  assertSchema({ user, session, key }, SQLiteTable)
  return { user, session, key } as unknown as SqliteSchema<Names, User, Session>
}

const userId = () => text('user_id').notNull()
const userColumns = () => ({ id: text('id').primaryKey() })
const sessionColumns = () => ({
  id: text('id').primaryKey(),
  userId: userId(),
  activeExpires: integer('active_expires').notNull(),
  idleExpires: integer('idle_expires').notNull(),
})
const keyColumns = () => ({
  id: text('id').primaryKey(),
  userId: userId(),
  hashedPassword: text('hashed_password'),
})

type UserColumns = ReturnType<typeof userColumns>
type SessionColumns = ReturnType<typeof sessionColumns>
type KeyColumns = ReturnType<typeof keyColumns>

type NameOf<Names, Part extends string, Default extends string> = Names extends {
  [Key in Part]: infer Name extends string
}
  ? Name
  : Default

type AuthTable<Name extends string, Columns extends ExtraColumns> = SQLiteTableWithColumns<{
  name: Name
  schema: undefined
  columns: BuildColumns<Name, Columns, 'sqlite'>
  dialect: 'sqlite'
}>
