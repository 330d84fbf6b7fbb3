import { createMiddleware } from 'hono/factory'
import { Pool } from 'pg'
import type { Env } from './auth.ts'

/**
 * Gives each request a pool of its own, `c.var.pool`: a Worker must not use the connection of another
 * request. That is cheap, since Hyperdrive keeps the connections to the database, and a pool opens
 * none before its first query.
 */
export const poolPerRequest = createMiddleware<Env>(async function poolPerRequest(c, next) {
  const pool = new Pool({ connectionString: c.env.HYPERDRIVE.connectionString, max: 1 })
  // On Workers a connection reports its own end as an error. Errors of queries go to the queries.
  pool.on('error', () => {})
  c.set('pool', pool)
  try {
    await next()
  } finally {
    c.executionCtx.waitUntil(pool.end())
  }
})
