import type { SessionVariables } from 'lucia-setup/hono'
import { type AuthOptions, createAuth } from 'lucia-setup/pg'
import type { Pool } from 'pg'
import * as schema from './schema.ts'

const options = {
  schema,
  getUserAttributes: ({ username, createdAt }) => ({ username, createdAt }),
} satisfies AuthOptions<typeof schema>
// Over http, which is what `wrangler dev` speaks, clients drop a cookie that is `Secure`.
const localOptions = { ...options, env: 'DEV' } satisfies AuthOptions<typeof schema>

/** Lucia on the connections of one request. */
export function setUpAuth(pool: Pool, environment: 'DEV' | 'PROD') {
  return createAuth(pool, environment === 'DEV' ? localOptions : options)
}

/** What Hono has to know of this Worker. */
export interface Env {
  Bindings: { HYPERDRIVE: Hyperdrive; ENVIRONMENT: 'DEV' | 'PROD' }
  Variables: SessionVariables<ReturnType<typeof setUpAuth>> & { pool: Pool }
}
