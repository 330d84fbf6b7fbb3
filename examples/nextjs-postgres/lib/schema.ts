import { text, timestamp } from 'drizzle-orm/pg-core'
import { clientColumns, createSchema } from 'lucia-setup/schema/postgres'

const createdAt = () => timestamp('created_at', { withTimezone: true }).notNull().defaultNow()

export const { user, session, key } = createSchema({
  user: { username: text('username').notNull().unique(), createdAt: createdAt() },
  session: { createdAt: createdAt(), ...clientColumns() },
})
