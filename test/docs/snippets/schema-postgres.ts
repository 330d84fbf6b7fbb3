import { text } from 'drizzle-orm/pg-core'
import { createSchema } from 'lucia-setup/schema/postgres'

export const { user, session, key } = createSchema({
  user: { email: text('email').notNull().unique() },
})
