import type {
  Adapter,
  Configuration,
  InitializeAdapter,
  Middleware,
  RequestContext,
  SessionAdapter,
} from 'lucia'
import { SetupError } from '../errors.ts'
import type { SessionRow, UserRow } from './auth/auth.ts'
import { type CsrfProtection, isCsrfProtection, isToken } from './auth/trust.ts'
import { describe } from './handle.ts'
import type { AuthSchema, TableNames } from './schema/auth-schema.ts'

/** The options of every `createAuth()`, all of them optional. */
export interface AuthOptions<
  Schema extends AuthSchema,
  Names extends Partial<TableNames> = Partial<TableNames>,
  UserAttributes extends object = object,
  SessionAttributes extends object = object,
  Args extends unknown[] = [RequestContext],
  Handle = unknown,
> {
  /**
   * The tables: from `createSchema()` of the dialect, or the app's own Drizzle tables with the
   * columns that Lucia needs. By default the tables of Lucia's documentation, without attributes.
   */
  schema?: Schema | undefined
  /** Other names for the default tables; not together with `schema`, which has names of its own. */
  tableNames?: Names | undefined
  /** `'PROD'`, the default, makes the session cookie `Secure`; `'DEV'` leaves that out. */
  env?: 'DEV' | 'PROD' | undefined
  /**
   * An official Lucia v2 adapter of the same driver in place of the built-in one, with the defects
   * that it has on drivers of today. Attributes must go by their column names, without a mode.
   */
  adapter?: ((driver: Handle, tableNames: TableNames) => InitializeAdapter<Adapter>) | undefined
  /** A Lucia session adapter that holds the sessions elsewhere, in Redis or a key-value store. */
  sessionAdapter?: InitializeAdapter<SessionAdapter> | undefined
  /** How `auth.handleRequest()` reads a request: `hono()`, or any of `lucia/middleware`. */
  middleware?: Middleware<Args> | undefined
  /** Whether a request that may change things needs a trusted origin for its cookie: true. */
  csrfProtection?: boolean | CsrfProtection | undefined
  /** The session cookie; its attributes are merged over `SameSite=Lax; Path=/`. */
  sessionCookie?: Configuration['sessionCookie'] | undefined
  /** How long a session lasts, in milliseconds: active for a day, then idle for 14 by default. */
  sessionExpiresIn?: Configuration['sessionExpiresIn'] | undefined
  /** What `session.user` shows of a user's row beside `userId`. By default nothing. */
  getUserAttributes?: ((user: UserRow<Schema>) => UserAttributes) | undefined
  /** What a session shows of its row beside Lucia's own fields. By default nothing. */
  getSessionAttributes?: ((session: SessionRow<Schema>) => SessionAttributes) | undefined
  /** How passwords are hashed and checked. By default `scrypt` of `lucia-setup/password`. */
  passwordHash?: Configuration['passwordHash'] | undefined
  experimental?: Configuration['experimental'] | undefined
}

const isFunction = (value: unknown) => typeof value === 'function'
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
// The name is a token of RFC 6265; Lucia's parser never finds one that every object has.
const isCookie = (value?: { name?: unknown }) =>
  isObject(value) &&
  (value.name === undefined || isToken(value.name)) &&
  !(String(value.name) in {})
const isDuration = (value: unknown) => Number.isFinite(value) && Number(value) >= 0

type Rule = readonly [expected: string, holds: (value: never) => boolean]

const rules: { readonly [Name in keyof Required<AuthOptions<AuthSchema>>]: Rule } = {
  schema: ['{ user, session, key }', isObject],
  tableNames: ['an object', isObject],
  adapter: ["an official adapter's function, such as d1", isFunction],
  sessionAdapter: ['what a session adapter returns, such as unstorage(storage)', isFunction],
  env: ["'DEV' or 'PROD'", (env: unknown) => env === 'DEV' || env === 'PROD'],
  middleware: ['a function, such as hono()', isFunction],
  csrfProtection: [
    "a boolean, or { host, hostHeader, allowedSubDomains: '*' or a list } without schemes and paths",
    (value) => typeof value === 'boolean' || isCsrfProtection(value),
  ],
  sessionCookie: ['{ name, attributes, expires }, with a name that a cookie can have', isCookie],
  sessionExpiresIn: [
    '{ activePeriod, idlePeriod } in milliseconds',
    (value?: Record<string, unknown>) =>
      isDuration(value?.activePeriod) && isDuration(value?.idlePeriod),
  ],
  getUserAttributes: ['a function', isFunction],
  getSessionAttributes: ['a function', isFunction],
  passwordHash: [
    '{ generate, validate }',
    (value?: Record<string, unknown>) => isFunction(value?.generate) && isFunction(value?.validate),
  ],
  experimental: ['an object', isObject],
}

/** Throws a `SetupError` for an option that does not exist or is not what it must be. */
export function assertOptions(options: unknown): asserts options is AuthOptions<AuthSchema> {
  if (!isObject(options)) {
    throw new SetupError(
      'INVALID_OPTIONS',
      `options must be an object. Received ${describe(options)}`,
    )
  }
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(rules, name)) {
      throw invalid(name, `does not exist. The options are ${Object.keys(rules).join(', ')}`)
    }
    const [expected, holds]: Rule = rules[name as keyof typeof rules]
    if (value !== undefined && !holds(value as never)) {
      throw invalid(name, `must be ${expected}. Received ${describe(value)}`)
    }
  }
  const { schema, tableNames } = options as AuthOptions<AuthSchema>
  if (schema && tableNames) {
    throw invalid(
      'tableNames',
      'cannot rename the tables of a schema: give the names to createSchema()',
    )
  }
}

function invalid(name: string, problem: string): SetupError {
  return new SetupError('INVALID_OPTIONS', `options.${name} ${problem}`)
}
