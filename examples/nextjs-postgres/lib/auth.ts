import { nextjs } from 'lucia-setup/nextjs'
import { createAuth } from 'lucia-setup/pg'
import { Pool } from 'pg'
import * as schema from './schema'

const local = 'postgres://postgres:postgres@127.0.0.1:5432/postgres'
const pool = new Pool({ connectionString: process.env.DATABASE_URL ?? local })

export const setup = createAuth(pool, {
  schema,
  middleware: nextjs(),
  // Over http, which is what `next dev` speaks, browsers drop a cookie that is `Secure`.
  env: process.env.ENVIRONMENT === 'DEV' ? 'DEV' : 'PROD',
  getUserAttributes: ({ username, createdAt }) => ({ username, createdAt }),
  getSessionAttributes: ({ createdAt, userAgent }) => ({ createdAt, userAgent }),
})
export const { auth } = setup
