import { postgres as adapter } from '@lucia-auth/adapter-postgresql'
import { lucia } from 'lucia'
import postgres from 'postgres'

export const sql = postgres(process.env.DATABASE_URL ?? '')

export const auth = lucia({
  adapter: adapter(sql, { user: 'auth_user', session: 'user_session', key: 'user_key' }),
  env: 'PROD',
})
