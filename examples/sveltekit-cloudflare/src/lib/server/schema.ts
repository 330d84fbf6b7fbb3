import { sql } from 'drizzle-orm'
import { integer, text } from 'drizzle-orm/sqlite-core'
import { clientColumns, createSchema } from 'lucia-setup/schema/sqlite'

const createdAt = () =>
  integer('created_at', { mode: 'timestamp_ms' }).notNull().default(sql`(unixepoch() * 1000)`)

export const { user, session, key } = createSchema({
  user: { username: text('username').notNull().unique(), createdAt: createdAt() },
  session: { createdAt: createdAt(), ...clientColumns() },
})
