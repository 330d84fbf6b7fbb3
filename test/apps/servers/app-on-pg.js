import { createAuth } from 'lucia-setup/pg'
import pg from 'pg'
import { createApp } from './app.js'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })

/** The app behind a middleware of Lucia's. */
export function createAppOnPg(middleware) {
  return createApp(createAuth(pool, { env: 'DEV', middleware }))
}
