import { integer, text } from 'drizzle-orm/sqlite-core'
import { clientColumns, createSchema } from 'lucia-setup/schema/sqlite'

export const { user, session, key, throttle } = createSchema({
  user: {
    username: text('username').notNull().unique(),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  },
  session: {
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    ...clientColumns(),
  },
  throttle: true,
})
