import { text } from 'drizzle-orm/sqlite-core'
import { createSchema } from 'lucia-setup/schema/sqlite'

export const { user, session, key } = createSchema({
  user: { email: text('email').notNull().unique() },
})
