import { betterSqlite3 } from '@lucia-auth/adapter-sqlite'
import Database from 'better-sqlite3'
import { lucia } from 'lucia'

const database = new Database(process.env.DATABASE_FILE)

export const auth = lucia({
  adapter: betterSqlite3(database, { user: 'user', session: 'user_session', key: 'user_key' }),
  env: 'PROD',
})
