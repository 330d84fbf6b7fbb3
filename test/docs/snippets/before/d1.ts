import { d1 } from '@lucia-auth/adapter-sqlite'
import { lucia } from 'lucia'

export const createMyAuth = (env: { DB: D1Database }) =>
  lucia({
    adapter: d1(env.DB, { user: 'user', session: 'user_session', key: 'user_key' }),
    env: 'PROD',
  })
