import { PGlite } from '@electric-sql/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { createAuth } from 'lucia-setup/pglite'

export const { auth, db } = createAuth(new PGlite('data'))

await migrate(db, { migrationsFolder: 'migrations' })
