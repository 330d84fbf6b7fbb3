import { mysql2 } from '@lucia-auth/adapter-mysql'
import { lucia } from 'lucia'
import mysql from 'mysql2/promise'

export const pool = mysql.createPool({ uri: process.env.DATABASE_URL ?? '' })

export const auth = lucia({
  adapter: mysql2(pool, { user: 'auth_user', session: 'user_session', key: 'user_key' }),
  env: 'PROD',
})
