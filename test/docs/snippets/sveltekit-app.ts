import { createAuth } from 'lucia-setup/pg'
import type { SessionLocals } from 'lucia-setup/sveltekit'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const options = { getUserAttributes: () => ({}) }

export const createMyAuth = () => createAuth(pool, options)

declare global {
  namespace App {
    interface Locals extends SessionLocals<typeof createMyAuth> {}
  }
}
