import { bigint, index, PgDialect, PgSession, pgSchema, pgTable, text } from 'drizzle-orm/pg-core'
import { PgRemoteDatabase } from 'drizzle-orm/pg-proxy'
import { SetupError } from '../errors.ts'
import { namesBesideReserved, type TableNames } from '../internal/schema/names.ts'
import {
  type ColumnsOf,
  createTables,
  type NameOf,
  type SchemaConfig,
  type TableDialect,
} from '../internal/schema/tables.ts'

type ExtraColumns = ColumnsOf<typeof pgTable>

/** The tables that `createSchema()` makes: names and extra columns show in the type. */
export type PostgresSchema<
  Names extends Partial<TableNames> = Record<never, never>,
  User extends ExtraColumns = Record<never, never>,
  Session extends ExtraColumns = Record<never, never>,
> = {
  user: AuthTable<NameOf<Names, 'user', 'auth_user'>, ReturnType<typeof userColumns> & User>
  session: AuthTable<
    NameOf<Names, 'session', 'user_session'>,
    ReturnType<typeof sessionColumns> & Session
  >
  key: AuthTable<NameOf<Names, 'key', 'user_key'>, ReturnType<typeof keyColumns>>
}

/**
 * The Drizzle tables of Lucia v2 in PostgreSQL: users, sessions and keys, with your attributes as
 * extra columns. They read and write the tables that Lucia v2's documentation describes.
 *
 * Expiries are unix times in milliseconds. `userId` is indexed and cascades on delete, `idleExpires`
 * is indexed. A name with a dot is that of a table in a schema, `app.auth_user`. Table names may hold
 * spaces; quotation marks, brackets, backslashes and control characters are refused with a
 * `SetupError`, as are empty and equal names and extra columns that Lucia owns.
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
>(config: SchemaConfig<Names, User, Session> = {}): PostgresSchema<Names, User, Session> {
  return createTables(dialect, config) as PostgresSchema<Names, User, Session>
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

const dialect = {
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

type AuthTable<Name extends string, Columns extends ExtraColumns> = ReturnType<
  typeof pgTable<Name, Columns>
>
