import { createAuth } from 'lucia-setup/pg'
import pg from 'pg'

export const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

export const { auth } = createAuth(pool)
