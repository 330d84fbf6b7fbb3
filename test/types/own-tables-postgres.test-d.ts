import { bigint, integer, pgSchema, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'
import { sqliteTable, text as sqliteText } from 'drizzle-orm/sqlite-core'
import { createAuth } from 'lucia-setup/pg'
import { expectTypeOf } from 'vitest'

declare const handle: Parameters<typeof createAuth>[0]

const user = pgTable('people', {
  id: text('id').primaryKey(),
  email: text('email').notNull(),
  joinedAt: timestamp('joined_at').notNull().defaultNow(),
  number: integer('number').generatedByDefaultAsIdentity(),
  serial: serial('serial'),
})
const session = pgTable('visits', {
  id: text('id').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id),
  activeExpires: bigint('active_expires', { mode: 'number' }).notNull(),
  idleExpires: bigint('idle_expires', { mode: 'number' }).notNull(),
})
const key = pgTable('credentials', {
  id: text('id').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id),
  hashedPassword: text('hashed_password'),
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
  serial?: number | undefined
}>()

/** Tables may lie in a schema of the database. */
const inSchema = pgSchema('app').table('people', { id: text('id').primaryKey() })
createAuth(handle, { schema: { user: inSchema, session, key } })

const expiresAsBigint = pgTable('user_session', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  activeExpires: bigint('active_expires', { mode: 'bigint' }).notNull(),
  idleExpires: bigint('idle_expires', { mode: 'bigint' }).notNull(),
})
// @ts-expect-error Lucia's expiries are numbers
createAuth(handle, { schema: { user, session: expiresAsBigint, key } })

const ofSqlite = sqliteTable('people', { id: sqliteText('id').primaryKey() })
// @ts-expect-error a table of another dialect
createAuth(handle, { schema: { user: ofSqlite, session, key } })
