import type { MySqlRemoteDatabase } from 'drizzle-orm/mysql-proxy'
import type { PgRemoteDatabase } from 'drizzle-orm/pg-proxy'
import type { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy'
import type { Auth } from '../auth/auth.ts'
import type { Setup } from '../create-auth.ts'
import type { CommonOptions } from '../options.ts'
import type { AuthSchema, DialectTable } from '../schema/auth-schema.ts'
import type { TableNames } from '../schema/names.ts'
import type { ModelNames, ModelRows, PrismaHandle } from './model-types.ts'

/** The tables of a dialect, from its `createSchema()`. */
export type PrismaSchema =
  | AuthSchema<DialectTable<'sqlite'>>
  | AuthSchema<DialectTable<'pg'>>
  | AuthSchema<DialectTable<'mysql'>>

/** What the rows are read off: the schema where there is one, else the client's own models. */
type RowsOf<Client, Models, Schema> = Schema extends PrismaSchema
  ? Schema
  : ModelRows<Client, Models>

/**
 * The options of `createAuth()` for Prisma, for a client or for a schema:
 * `PrismaOptions<PrismaClient>`, `PrismaOptions<typeof schema>`.
 */
export type PrismaOptions<
  From,
  Models extends Partial<ModelNames> = Record<never, never>,
> = From extends PrismaSchema ? OptionsOn<PrismaHandle, Models, From> : OptionsOn<From, Models>

/** The options for a client, its models and a schema, all of them optional. */
export interface OptionsOn<
  Client,
  Models extends Partial<ModelNames> = Record<never, never>,
  Schema extends PrismaSchema | undefined = undefined,
  UserAttributes extends object = object,
  SessionAttributes extends object = object,
  Args extends unknown[] = unknown[],
> extends CommonOptions<
    RowsOf<Client, Models, Schema>,
    UserAttributes,
    SessionAttributes,
    Args,
    Client
  > {
  /** The models, by their names on the client. By default `user`, `session` and `key`. */
  models?: Models | undefined
  /**
   * Drizzle's tables of the same models, for who wants Drizzle beside Prisma: from `createSchema()`
   * of the dialect. They name the models then, and have the types of the attributes.
   */
  schema?: Schema | undefined
}

/** A Drizzle client over a Prisma client, of the schema's dialect; statements give plain rows. */
export type PrismaDatabase<Schema extends PrismaSchema> =
  Schema extends AuthSchema<DialectTable<'sqlite'>>
    ? SqliteRemoteDatabase
    : Schema extends AuthSchema<DialectTable<'pg'>>
      ? PgRemoteDatabase
      : MySqlRemoteDatabase

/** What `createAuth()` for Prisma returns; with a schema, Drizzle's client and tables as well. */
export type PrismaSetup<
  Client,
  Models extends Partial<ModelNames>,
  Schema extends PrismaSchema | undefined,
  UserAttributes extends object,
  SessionAttributes extends object,
  Args extends unknown[],
> = Schema extends PrismaSchema
  ? SchemaSetup<Client, Schema, UserAttributes, SessionAttributes, Args>
  : ModelSetup<Client, Models, UserAttributes, SessionAttributes, Args>

/** What Prisma's operations are until they are awaited. */
type PrismaOperation = PromiseLike<unknown> & { [Symbol.toStringTag]: 'PrismaPromise' }

interface ModelSetup<
  Client,
  Models,
  UserAttributes extends object,
  SessionAttributes extends object,
  Args extends unknown[],
> {
  /** Lucia's `Auth`, typed from the client's models. */
  auth: Auth<
    ModelRows<Client, Models>,
    UserAttributes,
    SessionAttributes,
    Args,
    Client,
    PrismaOperation
  >
  /** The Prisma client. */
  prisma: Client
  /** The names of the three tables in the database. */
  tableNames: TableNames
}

interface SchemaSetup<
  Client,
  Schema extends PrismaSchema,
  UserAttributes extends object,
  SessionAttributes extends object,
  Args extends unknown[],
> extends Omit<
    Setup<PrismaDatabase<Schema>, Schema, UserAttributes, SessionAttributes, Args>,
    'auth'
  > {
  /** Lucia's `Auth`, typed from the schema. */
  auth: Auth<Schema, UserAttributes, SessionAttributes, Args, Client, PrismaOperation>
  /** The Prisma client. */
  prisma: Client
}
