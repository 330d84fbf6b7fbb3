import { createAuth } from 'lucia-setup/pg'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

export const createMyAuth = () => createAuth(pool, options)
const options = { env: 'DEV' }
