import * as mysql from 'drizzle-orm/mysql-core'
import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'
import type { LuciaSchema } from '../drivers/driver.ts'
import type { Dialect } from '../drivers/tables.ts'

/** Makes ids of users and of sessions. */
interface Makers {
  user: () => string
  session: () => string
}

const sqliteTables = ({ user, session }: Makers) => ({
  user: sqlite.sqliteTable('user', {
    id: sqlite.text('id', { length: 15 }).primaryKey().$defaultFn(user),
    username: sqlite.text('username', { length: 10 }),
  }),
  session: sqlite.sqliteTable('user_session', {
    id: sqlite.text('id').primaryKey().$defaultFn(session),
    userId: sqlite.text('user_id').notNull(),
    activeExpires: sqlite.integer('active_expires').notNull(),
    idleExpires: sqlite.integer('idle_expires').notNull(),
  }),
  key: sqlite.sqliteTable('user_key', {
    id: sqlite.text('id').primaryKey(),
    userId: sqlite.text('user_id').notNull(),
    hashedPassword: sqlite.text('hashed_password'),
  }),
})

const postgresTables = ({ user, session }: Makers) => ({
  user: pg.pgTable('user', {
    id: pg.varchar('id', { length: 40 }).primaryKey().$defaultFn(user),
    username: pg.varchar('username', { length: 10 }),
  }),
  session: pg.pgTable('user_session', {
    id: pg.char('id', { length: 50 }).primaryKey().$defaultFn(session),
    userId: pg.varchar('user_id', { length: 40 }).notNull(),
    activeExpires: pg.bigint('active_expires', { mode: 'number' }).notNull(),
    idleExpires: pg.bigint('idle_expires', { mode: 'number' }).notNull(),
  }),
  key: pg.pgTable('user_key', {
    id: pg.varchar('id', { length: 255 }).primaryKey(),
    userId: pg.varchar('user_id', { length: 40 }).notNull(),
    hashedPassword: pg.text('hashed_password'),
  }),
})

const mysqlTables = ({ user, session }: Makers) => ({
  user: mysql.mysqlTable('user', {
    id: mysql.varchar('id', { length: 40 }).primaryKey().$defaultFn(user),
    username: mysql.varchar('username', { length: 10 }),
  }),
  session: mysql.mysqlTable('user_session', {
    id: mysql.varchar('id', { length: 50 }).primaryKey().$defaultFn(session),
    userId: mysql.varchar('user_id', { length: 40 }).notNull(),
    activeExpires: mysql.bigint('active_expires', { mode: 'number' }).notNull(),
    idleExpires: mysql.bigint('idle_expires', { mode: 'number' }).notNull(),
  }),
  key: mysql.mysqlTable('user_key', {
    id: mysql.varchar('id', { length: 255 }).primaryKey(),
    userId: mysql.varchar('user_id', { length: 40 }).notNull(),
    hashedPassword: mysql.varchar('hashed_password', { length: 255 }),
  }),
})

/** An app's own tables, whose ids it makes itself. */
export function tablesWithOwnIds(dialect: Dialect, makers: Makers): LuciaSchema {
  const tables = { sqlite: sqliteTables, postgres: postgresTables, mysql: mysqlTables }
  return tables[dialect](makers) as unknown as LuciaSchema
}

/** Tables of PostgreSQL whose ids are UUIDs. */
export const uuidTables = {
  user: pg.pgTable('user', {
    id: pg
      .uuid('id')
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
    username: pg.text('username'),
  }),
  session: pg.pgTable('user_session', {
    id: pg
      .uuid('id')
      .primaryKey()
      .$defaultFn(() => crypto.randomUUID()),
    userId: pg.uuid('user_id').notNull(),
    activeExpires: pg.bigint('active_expires', { mode: 'number' }).notNull(),
    idleExpires: pg.bigint('idle_expires', { mode: 'number' }).notNull(),
  }),
  key: pg.pgTable('user_key', {
    id: pg.text('id').primaryKey(),
    userId: pg.uuid('user_id').notNull(),
    hashedPassword: pg.text('hashed_password'),
  }),
} as unknown as LuciaSchema
