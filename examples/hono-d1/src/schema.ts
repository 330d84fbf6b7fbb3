import { integer, text } from 'drizzle-orm/sqlite-core'
import { clientColumns, createSchema } from 'lucia-setup/schema/sqlite'

export const { user, session, key, token, throttle } = createSchema({
  user: {
    username: text('username').notNull().unique(),
    /** Where mail goes: an address that has been confirmed. */
    email: text('email'),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  },
  session: {
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    ...clientColumns(),
  },
  // The address that a mail is to confirm.
  token: { email: text('email') },
  throttle: true,
})
