import { h3 } from 'lucia/middleware'
import { createAuth } from 'lucia-setup/pg'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

export const { auth } = createAuth(pool, { env: 'DEV', middleware: h3() })
