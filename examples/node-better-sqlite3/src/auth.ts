import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { createAuth } from 'lucia-setup/better-sqlite3'
import * as schema from './schema.ts'

export const database = new Database(process.env.DATABASE ?? 'app.db')
// Readers and the writer do not wait for each other.
database.pragma('journal_mode = WAL')

export const setup = createAuth(database, {
  schema,
  getUserAttributes: ({ username }) => ({ username }),
  // Over http browsers drop a cookie that is `Secure`.
  env: process.env.NODE_ENV === 'production' ? 'PROD' : 'DEV',
})

migrate(setup.db, { migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)) })
