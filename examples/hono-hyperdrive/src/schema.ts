import { text, timestamp } from 'drizzle-orm/pg-core'
import { createSchema } from 'lucia-setup/schema/postgres'

export const { user, session, key } = createSchema({
  user: {
    username: text('username').notNull().unique(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
})
