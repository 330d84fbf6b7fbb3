import Database from 'better-sqlite3'
import { integer, text } from 'drizzle-orm/sqlite-core'
import { createAuth } from 'lucia-setup/better-sqlite3'
import { hono } from 'lucia-setup/hono'
import { createSchema } from 'lucia-setup/schema/sqlite'

const database = new Database(process.env.DATABASE_FILE)

const schema = createSchema({
  user: {
    username: text('username').notNull(),
    isAdmin: integer('is_admin', { mode: 'boolean' }).notNull(),
  },
})

export const { auth } = createAuth(database, {
  schema,
  middleware: hono(),
  getUserAttributes: ({ username, isAdmin }) => ({ username, isAdmin }),
})
