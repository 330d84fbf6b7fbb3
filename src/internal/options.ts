import type { Adapter, Configuration, InitializeAdapter, Middleware, SessionAdapter } from 'lucia'
import type { AttributesMode, RowsOf } from './auth/column-rows.ts'
import type { SessionRow, UserRow } from './auth/rows.ts'
import {
  assertSessionCookie,
  type SessionCookie,
  sessionCookieRules,
} from './auth/session-cookie.ts'
import { type SessionExpiresIn, sessionExpiresInRules } from './auth/session-expiry.ts'
import type { ObjectNotPromise } from './auth/shown.ts'
import { type CsrfProtection, csrfProtectionRules } from './auth/trust.ts'
import type { KnownRelations } from './drizzle/versions.ts'
import { isObject } from './handle.ts'
import {
  assertOptions,
  invalidOption,
  isBoolean,
  isFunction,
  isPlainObject,
  plain,
  type Rule,
  type Rules,
  type RulesOf,
} from './rules.ts'
import type { AuthSchema } from './schema/auth-schema.ts'
import type { RowTypes } from './schema/auth-table.ts'
import { type TableNames, tableNameRules } from './schema/names.ts'

/**
 * A function of which TypeScript compares the parameters as it does those of methods: options that
 * stand by themselves do not say yet which handle or request there will be.
 */
type Method<Args extends unknown[], Result> = { call(...args: Args): Result }['call']

/** What Lucia hands to its middleware. */
interface MiddlewareInput<Args extends unknown[]> {
  args: Args
  env: 'DEV' | 'PROD'
  sessionCookieName: string
}

/** The options of every `createAuth()`, wherever its tables come from; all of them optional. */
export interface CommonOptions<
  Rows extends RowTypes,
  UserAttributes extends object = object,
  SessionAttributes extends object = object,
  Args extends unknown[] = unknown[],
  Handle = unknown,
> {
  /** `'PROD'`, the default, makes the session cookie `Secure`; `'DEV'` leaves that out. */
  env?: 'DEV' | 'PROD' | undefined
  /**
   * An official Lucia v2 adapter of the same driver in place of the built-in one, with the defects
   * that it has on drivers of today. Attributes must go by their column names, without a mode.
   */
  adapter?: Method<[driver: Handle, tableNames: TableNames], InitializeAdapter<Adapter>> | undefined
  /** A Lucia session adapter that holds the sessions elsewhere, in Redis or a key-value store. */
  sessionAdapter?: InitializeAdapter<SessionAdapter> | undefined
  /**
   * `'hashed'` keeps the SHA-256 of new session ids in the table, so that nothing in it signs anyone
   * in. Sessions from before go on, and are hashed as they are renewed.
   */
  sessionIds?: 'plain' | 'hashed' | undefined
  /** How `auth.handleRequest()` reads a request: `hono()`, or any of `lucia/middleware`. */
  middleware?: Method<[context: MiddlewareInput<Args>], ReturnType<Middleware>> | undefined
  /** Whether a request that may change things needs a trusted origin for its cookie: true. */
  csrfProtection?: boolean | CsrfProtection | undefined
  /** The session cookie: its name, and attributes over `SameSite=Lax; Path=/`. */
  sessionCookie?: SessionCookie | undefined
  /** How long a session lasts: active for a day, then idle for 14 days by default. */
  sessionExpiresIn?: SessionExpiresIn | undefined
  /** What `session.user` shows of a user's row beside `userId`. By default nothing. */
  getUserAttributes?: ((user: UserRow<Rows>) => ObjectNotPromise<UserAttributes>) | undefined
  /** What a session shows of its row beside Lucia's own fields. By default nothing. */
  getSessionAttributes?:
    | ((session: SessionRow<Rows>) => ObjectNotPromise<SessionAttributes>)
    | undefined
  /** How passwords are hashed and checked. By default `scrypt` of `lucia-setup/password`. */
  passwordHash?: Configuration['passwordHash'] | undefined
  /** Lucia's own: `{ debugMode: true }` prints what happens, and no secrets. */
  experimental?: Configuration['experimental'] | undefined
}

/** The options of a `createAuth()` over Drizzle's tables, all of them optional. */
export interface AuthOptions<
  Schema extends AuthSchema,
  Names extends Partial<TableNames> = Partial<TableNames>,
  UserAttributes extends object = object,
  SessionAttributes extends object = object,
  Args extends unknown[] = unknown[],
  Handle = unknown,
  Relations = KnownRelations,
  Mode extends AttributesMode = AttributesMode,
> extends CommonOptions<RowsOf<Schema, Mode>, UserAttributes, SessionAttributes, Args, Handle> {
  /**
   * The tables: from `createSchema()` of the dialect, or the app's own Drizzle tables with the
   * columns that Lucia needs. By default the tables of Lucia's documentation, without attributes.
   */
  schema?: Schema | undefined
  /**
   * `'columns'`: every column of the tables is an attribute, by its name in the database and with the
   * values that the driver gives and takes, as with Lucia's own adapters, and typed by the app's
   * `declare namespace Lucia`. Not together with `schema`, whose columns are the attributes.
   */
  attributes?: Mode | undefined
  /** What Drizzle 1.0's `defineRelations()` made of the tables: `db.query` knows them. */
  relations?: Relations | undefined
  /** Other names for the default tables; not together with `schema`, which has names of its own. */
  tableNames?: Names | undefined
}

// What an async function returns is a promise, which has no attributes.
const isSynchronous = (value: unknown) =>
  isFunction(value) && !(Symbol.toStringTag in Object(value))

/** The rule of a schema, in whatever entry takes one. */
export const schemaRule: Rule = ['{ user, session, key }', isObject]

/** The rules of those that every entry has. */
export const commonRules: RulesOf<CommonOptions<RowTypes>> = {
  env: ["'DEV' or 'PROD'", (env: unknown) => env === 'DEV' || env === 'PROD'],
  adapter: ["an official adapter's function, such as d1", isFunction],
  sessionAdapter: ['what a session adapter returns, such as unstorage(storage)', isFunction],
  sessionIds: ["'plain' or 'hashed'", (value: unknown) => value === 'plain' || value === 'hashed'],
  middleware: ['a function, such as hono()', isFunction],
  csrfProtection: [
    'a boolean or a plain object',
    (value: unknown) => isBoolean(value) || isPlainObject(value),
    csrfProtectionRules,
  ],
  sessionCookie: [plain, isPlainObject, sessionCookieRules],
  sessionExpiresIn: [plain, isPlainObject, sessionExpiresInRules],
  getUserAttributes: ['a function that is not async', isSynchronous],
  getSessionAttributes: ['a function that is not async', isSynchronous],
  passwordHash: [
    '{ generate, validate }',
    (value?: Record<string, unknown>) => isFunction(value?.generate) && isFunction(value?.validate),
  ],
  experimental: [plain, isPlainObject, { debugMode: ['a boolean', isBoolean] }],
}

const rules: RulesOf<AuthOptions<AuthSchema>> = {
  schema: schemaRule,
  attributes: ["'columns'", (attributes: unknown) => attributes === 'columns'],
  relations: ['what defineRelations() returns', isObject],
  tableNames: [plain, isPlainObject, tableNameRules],
  ...commonRules,
}

/** Throws a `SetupError` for an option that does not exist or is not what it must be. */
export function assertAuthOptions(options: unknown): asserts options is AuthOptions<AuthSchema> {
  assertCommonOptions(options, rules)
  const { schema, attributes, tableNames, sessionExpiresIn } = options as AuthOptions<AuthSchema>
  if (schema && attributes) {
    throw invalidOption(
      'options.attributes',
      'has no use beside a schema, whose columns are the attributes: leave one of them out',
    )
  }
  if (attributes && sessionExpiresIn?.absolutePeriod !== undefined) {
    throw invalidOption(
      'options.sessionExpiresIn.absolutePeriod',
      "needs a schema with timeColumns(), in place of attributes: 'columns'",
    )
  }
  if (schema && tableNames) {
    throw invalidOption(
      'options.tableNames',
      'cannot rename the tables of a schema: give the names to createSchema()',
    )
  }
}

/** The same for an entry that has other options beside the common ones. */
export function assertCommonOptions(
  options: unknown,
  rules: Rules,
): asserts options is CommonOptions<RowTypes> {
  assertOptions('options', options, rules)
  const { sessionCookie, csrfProtection, env } = options as CommonOptions<RowTypes>
  assertSessionCookie(sessionCookie, env)
  if (Object(csrfProtection).allowedSubDomains && Object(csrfProtection).allowedSubdomains) {
    throw invalidOption(
      'options.csrfProtection.allowedSubdomains',
      'is another name of allowedSubDomains: give one of them',
    )
  }
}
