import { betterAuth } from 'better-auth'
import { scrypt } from 'lucia-setup/password'
import { database } from './auth.ts'

export const auth = betterAuth({
  database,
  baseURL: process.env.BETTER_AUTH_URL,
  secret: process.env.BETTER_AUTH_SECRET,
  emailAndPassword: {
    enabled: true,
    password: {
      hash: scrypt.generate,
      verify: ({ hash, password }) => scrypt.validate(password, hash),
    },
  },
  // The old tables stay as they are: `user` is one of them.
  user: { modelName: 'users' },
  session: { modelName: 'sessions' },
  account: { modelName: 'accounts' },
})
