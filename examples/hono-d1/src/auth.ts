import { type AuthOptions, createAuth } from 'lucia-setup/d1'
import type { SessionOf, SessionVariables } from 'lucia-setup/hono'
import { createThrottle } from 'lucia-setup/throttle'
import * as schema from './schema.ts'

/** What wrangler.toml and .dev.vars give the Worker. */
export interface Bindings {
  DB: D1Database
  ENVIRONMENT: 'DEV' | 'PROD'
  ADDRESS_KEY: string
}

const options = {
  schema,
  getUserAttributes: (user) => ({
    username: user.username,
    createdAt: user.createdAt,
  }),
  getSessionAttributes: (session) => ({
    createdAt: session.createdAt,
    userAgent: session.userAgent,
    country: session.country,
    addressHash: session.addressHash,
  }),
} satisfies AuthOptions<typeof schema>
// Over http, which is what `wrangler dev` speaks, browsers drop a cookie that is `Secure`.
const localOptions = { ...options, env: 'DEV' } satisfies AuthOptions<typeof schema>

/** Lucia on this Worker's database. The same binding and options give the same set-up again. */
export function setUpAuth({ DB, ENVIRONMENT, ADDRESS_KEY }: Bindings) {
  if (!ADDRESS_KEY) throw new Error('Set ADDRESS_KEY: npx wrangler secret put ADDRESS_KEY')
  return createAuth(DB, ENVIRONMENT === 'DEV' ? localOptions : options)
}

/** What lets a name or an address wait that has failed to sign in too often. */
export function setUpThrottle(bindings: Bindings) {
  return createThrottle(setUpAuth(bindings))
}

type AuthSetup = ReturnType<typeof setUpAuth>

/** A session as `c.var.session` has it. */
export type Session = SessionOf<AuthSetup>

/** What Hono has to know of this Worker. */
export interface Env {
  Bindings: Bindings
  Variables: SessionVariables<AuthSetup>
}
