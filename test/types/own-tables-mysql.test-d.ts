import { bigint, int, mysqlTable, timestamp, varchar } from 'drizzle-orm/mysql-core'
import { pgTable, text } from 'drizzle-orm/pg-core'
import { createAuth } from 'lucia-setup/mysql2'
import { expectTypeOf } from 'vitest'

declare const handle: Parameters<typeof createAuth>[0]

/** The tables of Lucia's Drizzle guide for MySQL. */
const user = mysqlTable('people', {
  id: varchar('id', { length: 15 }).primaryKey(),
  email: varchar('email', { length: 255 }).notNull(),
  joinedAt: timestamp('joined_at').notNull().defaultNow(),
  number: int('number').autoincrement().notNull(),
})
const session = mysqlTable('visits', {
  id: varchar('id', { length: 128 }).primaryKey(),
  userId: varchar('user_id', { length: 15 })
    .notNull()
    .references(() => user.id),
  activeExpires: bigint('active_expires', { mode: 'number' }).notNull(),
  idleExpires: bigint('idle_expires', { mode: 'number' }).notNull(),
})
const key = mysqlTable('credentials', {
  id: varchar('id', { length: 255 }).primaryKey(),
  userId: varchar('user_id', { length: 15 })
    .notNull()
    .references(() => user.id),
  hashedPassword: varchar('hashed_password', { length: 255 }),
})

/** An app's own tables are accepted when they have Lucia's columns, and give types and names. */
const { auth, tableNames } = createAuth(handle, {
  schema: { user, session, key },
  getUserAttributes: ({ email, joinedAt, number }) => ({ email, joinedAt, number }),
})
expectTypeOf(tableNames).toEqualTypeOf<{
  user: 'people'
  session: 'visits'
  key: 'credentials'
}>()
expectTypeOf(auth.getUser).returns.resolves.branded.toEqualTypeOf<{
  userId: string
  email: string
  joinedAt: Date
  number: number
}>()
type NewUser = Parameters<typeof auth.createUser>[0]['attributes']
expectTypeOf<NewUser>().branded.toEqualTypeOf<{
  email: string
  joinedAt?: Date | undefined
  number?: number | undefined
}>()

const expiresAsBigint = mysqlTable('user_session', {
  id: varchar('id', { length: 128 }).primaryKey(),
  userId: varchar('user_id', { length: 15 }).notNull(),
  activeExpires: bigint('active_expires', { mode: 'bigint' }).notNull(),
  idleExpires: bigint('idle_expires', { mode: 'bigint' }).notNull(),
})
// @ts-expect-error Lucia's expiries are numbers
createAuth(handle, { schema: { user, session: expiresAsBigint, key } })

const ofPostgres = pgTable('people', { id: text('id').primaryKey() })
// @ts-expect-error a table of another dialect
createAuth(handle, { schema: { user: ofPostgres, session, key } })
