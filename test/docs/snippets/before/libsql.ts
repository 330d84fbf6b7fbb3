import { createClient } from '@libsql/client'
import { libsql } from '@lucia-auth/adapter-sqlite'
import { lucia } from 'lucia'

const client = createClient({ url: process.env.DATABASE_URL ?? '' })

export const auth = lucia({
  adapter: libsql(client, { user: 'user', session: 'user_session', key: 'user_key' }),
  env: 'PROD',
})
