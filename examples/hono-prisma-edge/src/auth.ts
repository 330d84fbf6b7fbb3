import { PrismaD1 } from '@prisma/adapter-d1'
import type { SessionVariables } from 'lucia-setup/hono'
import { createAuth, type EdgeClient, type PrismaOptions } from 'lucia-setup/prisma/edge'

/** What wrangler.toml and .dev.vars give the Worker. */
export interface Bindings {
  DB: D1Database
  ENVIRONMENT: 'DEV' | 'PROD'
}

const options = {
  getUserAttributes: (user) => ({ username: user.username }),
} satisfies PrismaOptions<EdgeClient>
// Over http, which is what `wrangler dev` speaks, browsers drop a cookie that is `Secure`.
const localOptions = { ...options, env: 'DEV' } satisfies PrismaOptions<EdgeClient>

/**
 * Lucia on a Prisma client of its own for each request: requests that share one wait for each other's
 * promises, which Workers end as hung.
 */
export function setUpAuth({ DB, ENVIRONMENT }: Bindings) {
  const adapter = new PrismaD1(DB)
  return createAuth({ adapter }, ENVIRONMENT === 'DEV' ? localOptions : options)
}

/** What Hono has to know of this Worker. */
export interface Env {
  Bindings: Bindings
  Variables: SessionVariables<ReturnType<typeof setUpAuth>>
}
