import { betterAuth } from 'better-auth'
import Database from 'better-sqlite3'

export const database = new Database(process.env.DATABASE_FILE)

export const auth = betterAuth({
  database,
  baseURL: process.env.BETTER_AUTH_URL,
  secret: process.env.BETTER_AUTH_SECRET,
  emailAndPassword: { enabled: true },
  // The old tables stay as they are: `user` is one of them.
  user: { modelName: 'users' },
  session: { modelName: 'sessions' },
  account: { modelName: 'accounts' },
})
