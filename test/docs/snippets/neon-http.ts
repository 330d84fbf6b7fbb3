import { neon } from '@neondatabase/serverless'
import { createAuth } from 'lucia-setup/neon-http'

const sql = neon(process.env.DATABASE_URL ?? '')

export const { auth } = createAuth(sql)
