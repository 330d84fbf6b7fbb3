import {
  bigint,
  customType,
  index,
  MySqlDialect,
  MySqlSession,
  mysqlTable,
  varchar,
} from 'drizzle-orm/mysql-core'
import { MySqlRemoteDatabase } from 'drizzle-orm/mysql-proxy'
import {
  isBoolean,
  isPlainObject,
  isWhole,
  plain,
  type Rule,
  type Rules,
  withDefaults,
} from '../internal/rules.ts'
import { namesBesideReserved, type TableNames } from '../internal/schema/names.ts'
import {
  type ColumnsOf,
  createTables,
  type NameOf,
  type SchemaConfig,
  type TableDialect,
} from '../internal/schema/tables.ts'

type ExtraColumns = ColumnsOf<typeof mysqlTable>

/** The tables that `createSchema()` makes: names and extra columns show in the type. */
export type MysqlSchema<
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

/** How many characters the ids of each table hold. */
interface Lengths {
  user: number
  session: number
  key: number
}

/** What `createSchema()` takes for MySQL, all of it optional. */
export interface MysqlSchemaConfig<Names, User, Session>
  extends SchemaConfig<Names, User, Session> {
  /** Whether `userId` refers to the user; `false` for PlanetScale, which has no foreign keys. */
  foreignKeys?: boolean | undefined
  /** How many characters ids hold: 15, 127 and 255 by default, as in Lucia's documentation. */
  lengths?: Partial<Lengths> | undefined
}

/**
 * The Drizzle tables of Lucia v2 in MySQL and MariaDB: users, sessions and keys, with your attributes as extra
 * columns. They read and write the tables that Lucia v2's documentation describes.
 *
 * Expiries are unix times in milliseconds. `userId` is indexed and cascades on delete, `idleExpires`
 * is indexed. Key ids that differ only in case are two keys, whatever the collation of the database; in
 * a table that was made without such a collation they are one, as in Lucia's own adapter.
 *
 * Table names may hold spaces and dots; quotation marks, brackets, backslashes and
 * control characters are refused with a `SetupError`, as are empty and equal names and extra columns
 * that Lucia owns.
 *
 * @example
 * ```ts
 * export const { user, session, key } = createSchema({
 *   tableNames: { user: 'auth_user' },
 *   user: { email: varchar('email', { length: 255 }).notNull().unique() },
 *   lengths: { user: 36 },
 * })
 * ```
 */
export function createSchema<
  const Names extends Partial<TableNames> = Record<never, never>,
  User extends ExtraColumns = Record<never, never>,
  Session extends ExtraColumns = Record<never, never>,
>(config: MysqlSchemaConfig<Names, User, Session> = {}): MysqlSchema<Names, User, Session> {
  const lengths = withDefaults({ user: 15, session: 127, key: 255 }, config?.lengths)
  return createTables(dialect(lengths), config) as MysqlSchema<Names, User, Session>
}

/** The columns of `clientAttributes()`: `createSchema({ session: { ...clientColumns() } })`. */
export function clientColumns() {
  return {
    userAgent: varchar('user_agent', { length: 255 }),
    country: varchar('country', { length: 2 }),
    addressHash: varchar('address_hash', { length: 64 }),
  }
}

const length: Rule = ['a whole number of characters', (value) => isWhole(value, 1)]

const configRules: Rules = {
  foreignKeys: ['a boolean', isBoolean],
  lengths: [plain, isPlainObject, { user: length, session: length, key: length }],
}

/** A string that is compared byte by byte, whatever the collation of the database. */
const binaryVarchar = (name: 'id', length: number) =>
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

const dialect = (lengths: Lengths) =>
  ({
    Dialect: MySqlDialect,
    Session: MySqlSession,
    client: (dialect: object, session: object) =>
      Reflect.construct(MySqlRemoteDatabase, [dialect, session, {}, 'default']),
    configRules,
    tableNames: namesBesideReserved,
    table: mysqlTable,
    bigint,
    customType,
    index,
    user: () => userColumns(lengths),
    session: () => sessionColumns(lengths),
    key: () => keyColumns(lengths),
  }) as unknown as TableDialect

type AuthTable<Name extends string, Columns extends ExtraColumns> = ReturnType<
  typeof mysqlTable<Name, Columns>
>
