import type { RequestContext } from 'lucia'
import type { Auth } from './auth/auth.ts'
import type { AttributesMode, RowsOf } from './auth/column-rows.ts'
import type { Known, KnownRelations } from './drizzle/versions.ts'
import type { AuthOptions } from './options.ts'
import type { AuthSchema, DialectTable, TableNamesOf } from './schema/auth-schema.ts'
import type { RowTypes } from './schema/auth-table.ts'
import type { TableNames } from './schema/names.ts'

// Named here for the entries to export: what an app's declarations say of its own set-up.
export type { Auth, AuthRequest, Session, User } from './auth/auth.ts'
export type { ColumnRows } from './auth/column-rows.ts'
export type { AuthOptions } from './options.ts'
export type { TableNamesOf } from './schema/auth-schema.ts'

/** What `createAuth()` returns: four views of one set-up, on the handle that it was given. */
export interface Setup<
  Client,
  Schema extends AuthSchema,
  UserAttributes extends object,
  SessionAttributes extends object,
  Args extends unknown[],
  Rows extends RowTypes = Schema,
> {
  /** Lucia's `Auth`, typed from the schema, or from Lucia's namespace. */
  auth: Auth<Rows, UserAttributes, SessionAttributes, Args, Client>
  /** A Drizzle client that knows the schema, or the one that `createAuth()` was given. */
  db: Client
  /** The three Drizzle tables. */
  schema: Schema
  /** The names of the three tables in the database. */
  tableNames: TableNamesOf<Schema>
}

/** What every `auth` has. */
interface AnyAuth {
  validateSession(sessionId: string): Promise<{ user: unknown }>
}

/** What an `auth` is found in: itself, what `createAuth()` returns, or a function that gives either. */
type AuthSource = Holder | ((...args: never[]) => Holder)
type Holder = AnyAuth | { auth: AnyAuth }
type AuthOf<Value> = Value extends { auth: infer Auth } ? Auth : Value

/** The type of an `auth`: `InferAuth<typeof createMyAuth>`. */
export type InferAuth<Source extends AuthSource> = AuthOf<
  Source extends (...args: never[]) => infer Result ? Result : Source
>

/** The sessions of an `auth`, or of a function that calls `createAuth()`: `InferSession<typeof auth>`. */
export type InferSession<Source extends AuthSource> =
  InferAuth<Source> extends { validateSession(sessionId: string): Promise<infer Session> }
    ? Session
    : never

/**
 * The users of an `auth`, or of a function that calls `createAuth()`.
 *
 * @example
 * ```ts
 * type User = InferUser<typeof auth>
 * ```
 */
export type InferUser<Source extends AuthSource> =
  InferSession<Source> extends { user: infer User } ? User : never

/**
 * What a driver decides of the types of its `createAuth()`. `defaults` and `client` are functions of
 * types, in the way of Drizzle's own: they read `this['tableNames']` and `this['known']`, which
 * `CreateAuth` fills in.
 */
export interface DriverTypes {
  readonly givenSchema: unknown
  readonly givenNames: unknown
  readonly givenRelations: unknown
  /** What Drizzle's client knows in one call: the relations of Drizzle 1.0, or the schema. */
  known: Known<this['givenSchema'], this['givenRelations']>
  /** The table names of one call. */
  tableNames: this['givenNames'] extends Partial<TableNames>
    ? this['givenNames']
    : Partial<TableNames>
  /** What the app holds of its driver. */
  handle: object
  /** A Drizzle client of the app's in its place, of the dialect and whatever its settings. */
  app: object
  /** Drizzle's name of the dialect. */
  dialect: string
  /** The tables of `createSchema()`, with the names that the app gives them. */
  defaults: AuthSchema<DialectTable<this['dialect']>>
  /** Drizzle's client that knows the schema. */
  client: object
}

/** The `createAuth()` of a driver. */
export type CreateAuth<Types extends DriverTypes> = <
  const Names extends Partial<TableNames> = Record<never, never>,
  Schema extends AuthSchema<DialectTable<Types['dialect']>> = (Types & {
    givenNames: Names
  })['defaults'],
  UserAttributes extends object = NonNullable<unknown>,
  SessionAttributes extends object = NonNullable<unknown>,
  Args extends unknown[] = [RequestContext],
  Handle extends Types['handle'] | Types['app'] = Types['handle'],
  Relations extends KnownRelations = KnownRelations,
  Mode extends AttributesMode = undefined,
>(
  handle: Handle,
  options?: AuthOptions<
    Schema,
    Names,
    UserAttributes,
    SessionAttributes,
    Args,
    Handle,
    Relations,
    Mode
  >,
) => Setup<
  [Handle] extends [Types['handle']]
    ? (Types & { givenSchema: Schema; givenRelations: Relations })['client']
    : [Handle] extends [Types['app']]
      ? Handle
      : (Types & { givenSchema: Schema; givenRelations: Relations })['client'],
  Schema,
  UserAttributes,
  SessionAttributes,
  Args,
  RowsOf<Schema, Mode>
>
