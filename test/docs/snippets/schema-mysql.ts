import { varchar } from 'drizzle-orm/mysql-core'
import { createSchema } from 'lucia-setup/schema/mysql'

export const { user, session, key } = createSchema({
  user: { email: varchar('email', { length: 255 }).notNull().unique() },
})
