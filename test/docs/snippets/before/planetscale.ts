import { planetscale } from '@lucia-auth/adapter-mysql'
import { connect } from '@planetscale/database'
import { lucia } from 'lucia'

const connection = connect({ url: process.env.DATABASE_URL ?? '' })

export const auth = lucia({
  adapter: planetscale(connection, { user: 'auth_user', session: 'user_session', key: 'user_key' }),
  env: 'PROD',
})
