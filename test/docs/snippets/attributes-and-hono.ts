import Database from 'better-sqlite3'
import { createAuth } from 'lucia-setup/better-sqlite3'
import { hono } from 'lucia-setup/hono'

const database = new Database(process.env.DATABASE_FILE)

export const { auth } = createAuth(database, {
  tableNames: { user: 'user', session: 'user_session', key: 'user_key' },
  attributes: 'columns',
  env: 'PROD',
  middleware: hono(),
  getUserAttributes: (user) => ({ username: user.username, isAdmin: user.is_admin === 1 }),
})
