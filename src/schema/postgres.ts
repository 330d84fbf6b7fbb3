import type { HasDefault, IsPrimaryKey, NotNull } from 'drizzle-orm'
import {
  bigint,
  integer,
  type PgIntegerBuilder,
  type pgTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import {
  type KeyColumns,
  type Long,
  postgresDialect,
  type SessionColumns,
  type Text,
  type UserColumns,
} from '../internal/postgres/tables.ts'
import type { ColumnOf } from '../internal/schema/column-of.ts'
import {
  createMoreTables,
  type MoreConfig,
  type MoreDialect,
} from '../internal/schema/more-tables.ts'
import type { MoreTableNames, TableNames } from '../internal/schema/names.ts'
import type { ColumnsOf, NameOf, SchemaConfig } from '../internal/schema/tables.ts'

export type { ColumnOf } from '../internal/schema/column-of.ts'

type ExtraColumns = ColumnsOf<typeof pgTable>

/** The tables that `createSchema()` makes: names and extra columns show in the type. */
export type PostgresSchema<
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

/**
 * The Drizzle tables of Lucia v2 in PostgreSQL: users, sessions and keys, with your attributes as
 * extra columns. They read and write the tables that Lucia v2's documentation describes. `token` and
 * `throttle` add those of `lucia-setup/tokens` and `lucia-setup/throttle`.
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
  const Names extends Partial<TableNames & MoreTableNames> = Record<never, never>,
  User extends ExtraColumns = Record<never, never>,
  Session extends ExtraColumns = Record<never, never>,
  Token extends ExtraColumns | boolean = false,
  Throttle extends boolean = false,
>(
  config: SchemaConfig<Names, User, Session> & MoreConfig<Token, Throttle> = {},
): PostgresSchema<Names, User, Session, Token, Throttle> {
  return createMoreTables(postgresDialect, moreDialect, config as object) as never
}

/** The type of this column. */
export type TimeColumns = { createdAt: HasDefault<Long<'created_at'>> }

/**
 * When a session began, in unix milliseconds, for `sessionExpiresIn.absolutePeriod` and
 * `requireSession({ within })`: `createSchema({ session: timeColumns() })`. It is set by itself.
 */
export function timeColumns(): TimeColumns {
  const columns = {
    createdAt: bigint('created_at', { mode: 'number' }).$defaultFn(() => Date.now()),
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
    userAgent: text('user_agent'),
    country: text('country'),
    addressHash: text('address_hash'),
  }
  return columns as unknown as ClientColumns
}

const tokenColumns = () => ({
  id: text('id').primaryKey(),
  purpose: text('purpose').notNull(),
  userId: text('user_id').notNull(),
  expires: bigint('expires', { mode: 'number' }).notNull(),
  attempts: integer('attempts').notNull(),
})

const throttleColumns = () => ({
  id: text('id').primaryKey(),
  failures: integer('failures').notNull(),
  failedAt: bigint('failed_at', { mode: 'number' }).notNull(),
})

const moreDialect = {
  uniqueIndex,
  token: tokenColumns,
  throttle: throttleColumns,
} as unknown as MoreDialect

type Integer<Name extends string> = ColumnOf<typeof PgIntegerBuilder, Name, number>

type TokenColumns = {
  id: IsPrimaryKey<NotNull<Text<'id'>>>
  purpose: NotNull<Text<'purpose'>>
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
  typeof pgTable<Name, Columns>
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
