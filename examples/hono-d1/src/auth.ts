import { type AuthOptions, createAuth } from 'lucia-setup/d1'
import type { SessionOf, SessionVariables } from 'lucia-setup/hono'
import { createThrottle } from 'lucia-setup/throttle'
import { createTokens } from 'lucia-setup/tokens'
import * as schema from './schema.ts'

/** What wrangler.toml and .dev.vars give the Worker. */
export interface Bindings {
  DB: D1Database
  ENVIRONMENT: 'DEV' | 'PROD'
  ADDRESS_KEY: string
}

const options = {
  schema,
  // The table holds hashes: nothing in it, and nothing on the page of sessions, signs anyone in.
  sessionIds: 'hashed',
  getUserAttributes: (user) => ({
    username: user.username,
    email: user.email,
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

const hour = 3_600_000

/** Lucia on this Worker's database, one-time secrets and a throttle. Each request may ask for it. */
export function setUp({ DB, ENVIRONMENT, ADDRESS_KEY }: Bindings) {
  if (!ADDRESS_KEY) throw new Error('Set ADDRESS_KEY: npx wrangler secret put ADDRESS_KEY')
  const setup = createAuth(DB, ENVIRONMENT === 'DEV' ? localOptions : options)
  const tokens = createTokens(setup, {
    confirm: { expiresIn: 24 * hour },
    reset: { expiresIn: hour },
  })
  return { ...setup, tokens, throttle: createThrottle(setup) }
}

type AuthSetup = ReturnType<typeof setUp>

/** A session as `c.var.session` has it. */
export type Session = SessionOf<AuthSetup>

/** What Hono has to know of this Worker. */
export interface Env {
  Bindings: Bindings
  Variables: SessionVariables<AuthSetup>
}
