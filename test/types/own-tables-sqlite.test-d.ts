import { pgTable, text as pgText } from 'drizzle-orm/pg-core'
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { createAuth } from 'lucia-setup/d1'
import { expectTypeOf } from 'vitest'

declare const handle: Parameters<typeof createAuth>[0]

/** The tables of Lucia's Drizzle guide, with `integer()` in place of `blob()`. */
const user = sqliteTable('people', {
  id: text('id').primaryKey(),
  email: text('email').notNull(),
  joinedAt: integer('joined_at', { mode: 'timestamp' }).notNull().defaultNow(),
})
const session = sqliteTable('visits', {
  id: text('id').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id),
  activeExpires: integer('active_expires').notNull(),
  idleExpires: integer('idle_expires').notNull(),
})
const key = sqliteTable('credentials', {
  id: text('id').primaryKey(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id),
  hashedPassword: text('hashed_password'),
})

/** An app's own tables are accepted when they have Lucia's columns, and give types and names. */
const { auth, tableNames } = createAuth(handle, {
  schema: { user, session, key },
  getUserAttributes: ({ email, joinedAt }) => ({ email, joinedAt }),
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
}>()
type NewUser = Parameters<typeof auth.createUser>[0]['attributes']
expectTypeOf<NewUser>().branded.toEqualTypeOf<{ email: string; joinedAt?: Date | undefined }>()

/** A module of tables, which may hold the app's other tables as well. */
const post = sqliteTable('post', { id: integer('id').primaryKey() })
createAuth(handle, { schema: { user, session, key, post } })

const expiresAsBlob = sqliteTable('user_session', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  activeExpires: blob('active_expires', { mode: 'bigint' }).notNull(),
  idleExpires: blob('idle_expires', { mode: 'bigint' }).notNull(),
})
// @ts-expect-error sessions in such columns never expire: integer() it must be
createAuth(handle, { schema: { user, session: expiresAsBlob, key } })

const expiresAsDate = sqliteTable('user_session', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  activeExpires: integer('active_expires', { mode: 'timestamp_ms' }).notNull(),
  idleExpires: integer('idle_expires', { mode: 'timestamp_ms' }).notNull(),
})
// @ts-expect-error Lucia's expiries are numbers
createAuth(handle, { schema: { user, session: expiresAsDate, key } })

const numbered = sqliteTable('user', { id: integer('id').primaryKey() })
// @ts-expect-error Lucia's ids are strings
createAuth(handle, { schema: { user: numbered, session, key } })

const unowned = sqliteTable('user_key', {
  id: text('id').primaryKey(),
  hashedPassword: text('hashed_password'),
})
// @ts-expect-error the key's `userId` is missing
createAuth(handle, { schema: { user, session, key: unowned } })
// @ts-expect-error the table of keys is missing
createAuth(handle, { schema: { user, session } })

const ofPostgres = pgTable('people', { id: pgText('id').primaryKey() })
// @ts-expect-error a table of another dialect
createAuth(handle, { schema: { user: ofPostgres, session, key } })
