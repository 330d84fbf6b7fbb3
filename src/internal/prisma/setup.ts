import type { MySqlRemoteDatabase } from 'drizzle-orm/mysql-proxy'
import type { PgRemoteDatabase } from 'drizzle-orm/pg-proxy'
import type { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy'
import type { Setup } from '../create-auth.ts'
import type { AuthOptions } from '../options.ts'
import type { AuthSchema, DialectTable } from '../schema/auth-schema.ts'

/** The tables of a dialect, from its `createSchema()`. */
export type PrismaSchema =
  | AuthSchema<DialectTable<'sqlite'>>
  | AuthSchema<DialectTable<'pg'>>
  | AuthSchema<DialectTable<'mysql'>>

/** The options of `createAuth()` for Prisma: those of every driver, with the schema required. */
export type PrismaOptions<
  Schema extends PrismaSchema,
  UserAttributes extends object = object,
  SessionAttributes extends object = object,
  Args extends unknown[] = unknown[],
  Handle = unknown,
> = AuthOptions<Schema, Record<never, never>, UserAttributes, SessionAttributes, Args, Handle> & {
  schema: Schema
}

/** A Drizzle client over a Prisma client, of the schema's dialect; statements give plain rows. */
export type PrismaDatabase<Schema extends PrismaSchema> =
  Schema extends AuthSchema<DialectTable<'sqlite'>>
    ? SqliteRemoteDatabase
    : Schema extends AuthSchema<DialectTable<'pg'>>
      ? PgRemoteDatabase
      : MySqlRemoteDatabase

/** What `createAuth()` for Prisma returns: the Prisma client as well. */
export interface PrismaSetup<
  Schema extends PrismaSchema,
  UserAttributes extends object,
  SessionAttributes extends object,
  Args extends unknown[],
  Handle,
> extends Setup<PrismaDatabase<Schema>, Schema, UserAttributes, SessionAttributes, Args> {
  /** The Prisma client. */
  prisma: Handle
}
