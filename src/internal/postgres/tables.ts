import { bigint, index, PgDialect, PgSession, pgSchema, pgTable, text } from 'drizzle-orm/pg-core'
import { PgRemoteDatabase } from 'drizzle-orm/pg-proxy'
import { SetupError } from '../../errors.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { namesBesideReserved } from '../schema/names.ts'
import { createTables, type DefaultTablesConfig, type TableDialect } from '../schema/tables.ts'

export const userColumns = () => ({ id: text('id').primaryKey() })

export const sessionColumns = () => ({
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  activeExpires: bigint('active_expires', { mode: 'number' }).notNull(),
  idleExpires: bigint('idle_expires', { mode: 'number' }).notNull(),
})

export const keyColumns = () => ({
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

/** What PostgreSQL brings to the tables. */
export const postgresDialect = {
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

/** Lucia's tables in PostgreSQL, for `createAuth()` without a schema. */
export function postgresTables(config: DefaultTablesConfig): AuthSchema {
  return createTables(postgresDialect, config)
}
