import { defineConfig } from 'drizzle-kit'

const local = 'postgres://postgres:postgres@127.0.0.1:5432/postgres'

export default defineConfig({
  dialect: 'postgresql',
  schema: './lib/schema.ts',
  out: './migrations',
  dbCredentials: { url: process.env.DATABASE_URL ?? local },
})
