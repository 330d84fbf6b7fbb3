import { text } from 'drizzle-orm/sqlite-core'
import { createSchema } from 'lucia-setup/schema/sqlite'

export const { user, session, key } = createSchema({
  // Not unique: people rename themselves at GitHub, and others take the name that is free again.
  user: { login: text('login').notNull() },
})
