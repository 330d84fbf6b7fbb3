import { createAuth } from 'lucia-setup/d1'

export const createMyAuth = (env: { DB: D1Database }) => createAuth(env.DB).auth
