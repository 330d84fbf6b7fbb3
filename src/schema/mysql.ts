import type { HasDefault, IsPrimaryKey, NotNull } from 'drizzle-orm'
import {
  bigint,
  int,
  type MySqlIntBuilder,
  type mysqlTable,
  uniqueIndex,
  varchar,
} from 'drizzle-orm/mysql-core'
import {
  type BinaryText,
  binaryVarchar,
  defaultLengths,
  type KeyColumns,
  type Lengths,
  type Long,
  mysqlDialect,
  type SessionColumns,
  type Text,
  type UserColumns,
} from '../internal/mysql/tables.ts'
import { withDefaults } from '../internal/rules.ts'
import type { ColumnOf } from '../internal/schema/column-of.ts'
import {
  createMoreTables,
  type MoreConfig,
  type MoreDialect,
} from '../internal/schema/more-tables.ts'
import type { MoreTableNames, TableNames } from '../internal/schema/names.ts'
import type { ColumnsOf, NameOf, SchemaConfig } from '../internal/schema/tables.ts'

export type { ColumnOf } from '../internal/schema/column-of.ts'

type ExtraColumns = ColumnsOf<typeof mysqlTable>

/** The tables that `createSchema()` makes: names and extra columns show in the type. */
export type MysqlSchema<
  Names extends Partial<TableNames & MoreTableNames> = Record<never, never>,
  User extends ExtraColumns = Record<never, never>,
  Session extends ExtraColumns = Record<never, never>,
  Token extends ExtraColumns | boolean = false,
  Throttle extends boolean = false,
> = {
  user: AuthTable<NameOf<Names, 'user', 'auth_user'>, UserColumns & User>
  session: AuthTable<NameOf<Names, 'session', 'user_session'>, SessionColumns & Session>
  key: AuthTable<NameOf<Names, 'key', 'user_key'>, KeyColumns>
} & TokenPart<Names, Token> &
  ThrottlePart<Names, Throttle>

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
 * columns. They read and write the tables that Lucia v2's documentation describes. `token` and `throttle`
 * add those of `lucia-setup/tokens` and `lucia-setup/throttle`.
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
  const Names extends Partial<TableNames & MoreTableNames> = Record<never, never>,
  User extends ExtraColumns = Record<never, never>,
  Session extends ExtraColumns = Record<never, never>,
  Token extends ExtraColumns | boolean = false,
  Throttle extends boolean = false,
>(
  config: MysqlSchemaConfig<Names, User, Session> & MoreConfig<Token, Throttle> = {},
): MysqlSchema<Names, User, Session, Token, Throttle> {
  const lengths = withDefaults(defaultLengths, config?.lengths)
  return createMoreTables(mysqlDialect(lengths), moreDialect(lengths), config as object) as never
}

/** The type of this column. */
export type TimeColumns = { createdAt: HasDefault<Long<'created_at'>> }

/**
 * When a session began, in unix milliseconds, for `sessionExpiresIn.absolutePeriod` and
 * `requireSession({ within })`: `createSchema({ session: timeColumns() })`. It is set by itself.
 */
export function timeColumns(): TimeColumns {
  const columns = {
    createdAt: bigint('created_at', { mode: 'number', unsigned: true }).$defaultFn(() =>
      Date.now(),
    ),
  }
  return columns as unknown as TimeColumns
}

/** The types of these columns. */
export type ClientColumns = {
  userAgent: Text<'user_agent'>
  country: Text<'country'>
  addressHash: Text<'address_hash'>
}

/** The columns of `clientAttributes()`: `createSchema({ session: { ...clientColumns() } })`. */
export function clientColumns(): ClientColumns {
  const columns = {
    userAgent: varchar('user_agent', { length: 255 }),
    country: varchar('country', { length: 2 }),
    addressHash: varchar('address_hash', { length: 64 }),
  }
  return columns as unknown as ClientColumns
}

const tokenColumns = ({ user }: Lengths) => ({
  id: varchar('id', { length: 64 }).primaryKey(),
  purpose: binaryVarchar('purpose', 64).notNull(),
  userId: varchar('user_id', { length: user }).notNull(),
  expires: bigint('expires', { mode: 'number', unsigned: true }).notNull(),
  attempts: int('attempts').notNull(),
})

const throttleColumns = () => ({
  id: varchar('id', { length: 64 }).primaryKey(),
  failures: int('failures').notNull(),
  failedAt: bigint('failed_at', { mode: 'number', unsigned: true }).notNull(),
})

const moreDialect = (lengths: Lengths) =>
  ({
    uniqueIndex,
    token: () => tokenColumns(lengths),
    throttle: throttleColumns,
  }) as unknown as MoreDialect

type Integer<Name extends string> = ColumnOf<typeof MySqlIntBuilder, Name, number>

type TokenColumns = {
  id: IsPrimaryKey<NotNull<Text<'id'>>>
  purpose: NotNull<BinaryText<'purpose'>>
  userId: NotNull<Text<'user_id'>>
  expires: NotNull<Long<'expires'>>
  attempts: NotNull<Integer<'attempts'>>
}

type ThrottleColumns = {
  id: IsPrimaryKey<NotNull<Text<'id'>>>
  failures: NotNull<Integer<'failures'>>
  failedAt: NotNull<Long<'failed_at'>>
}

type AuthTable<Name extends string, Columns extends ExtraColumns> = ReturnType<
  typeof mysqlTable<Name, Columns>
>

type TokenPart<Names, Token> = Token extends false
  ? unknown
  : {
      token: AuthTable<
        NameOf<Names, 'token', 'user_token'>,
        TokenColumns & (Token extends ExtraColumns ? Token : unknown)
      >
    }

type ThrottlePart<Names, Throttle> = Throttle extends true
  ? {
      throttle: AuthTable<NameOf<Names, 'throttle', 'user_throttle'>, ThrottleColumns>
    }
  : unknown
