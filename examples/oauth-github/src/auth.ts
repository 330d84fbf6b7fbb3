import { type AuthOptions, createAuth, type InferAuth } from 'lucia-setup/d1'
import type { SessionVariables } from 'lucia-setup/hono'
import * as schema from './schema.ts'

/** What wrangler.toml, .dev.vars and secrets give the Worker. */
export interface Bindings {
  DB: D1Database
  ENVIRONMENT: 'DEV' | 'PROD'
  GITHUB_CLIENT_ID: string
  GITHUB_CLIENT_SECRET: string
}

const options = {
  schema,
  getUserAttributes: ({ login }) => ({ login }),
} satisfies AuthOptions<typeof schema>
// Over http, which is what `wrangler dev` speaks, browsers drop a cookie that is `Secure`.
const localOptions = { ...options, env: 'DEV' } satisfies AuthOptions<typeof schema>

/** Lucia on this Worker's database. */
export function setUpAuth({ DB, ENVIRONMENT }: Bindings) {
  return createAuth(DB, ENVIRONMENT === 'DEV' ? localOptions : options)
}

export type Auth = InferAuth<typeof setUpAuth>

/** What Hono has to know of this Worker. */
export interface Env {
  Bindings: Bindings
  Variables: SessionVariables<ReturnType<typeof setUpAuth>>
}
