import { nextjs } from 'lucia-setup/nextjs'
import { createAuth } from 'lucia-setup/pg'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

export const setup = createAuth(pool, { env: 'DEV', middleware: nextjs() })
export const { auth } = setup
