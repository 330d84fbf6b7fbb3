import { drizzle } from 'drizzle-orm/pg-proxy'
import { createAuth } from 'lucia-setup/drizzle/postgres'
import { Client } from 'pg'

export const client = new Client(process.env.DATABASE_URL)
await client.connect()

const db = drizzle((text, values, method) =>
  client.query({ text, values, ...(method === 'all' && { rowMode: 'array' }) }),
)

export const { auth } = createAuth(db)
