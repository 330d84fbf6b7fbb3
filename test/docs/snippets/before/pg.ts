import { pg as adapter } from '@lucia-auth/adapter-postgresql'
import { lucia } from 'lucia'
import pg from 'pg'

export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

export const auth = lucia({
  adapter: adapter(pool, { user: 'auth_user', session: 'user_session', key: 'user_key' }),
  env: 'PROD',
})
