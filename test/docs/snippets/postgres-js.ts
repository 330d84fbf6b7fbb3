import { createAuth } from 'lucia-setup/postgres-js'
import postgres from 'postgres'

export const sql = postgres(process.env.DATABASE_URL ?? '')

export const { auth } = createAuth(sql)
