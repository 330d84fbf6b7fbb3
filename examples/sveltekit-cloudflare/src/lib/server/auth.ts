import { type AuthOptions, createAuth } from 'lucia-setup/d1'
import * as schema from './schema'

/** What wrangler.toml and .dev.vars give the app. */
export interface Bindings {
  DB: D1Database
  ENVIRONMENT: 'DEV' | 'PROD'
}

const options = {
  schema,
  getUserAttributes: ({ username, createdAt }) => ({ username, createdAt }),
  getSessionAttributes: ({ createdAt, userAgent, country }) => ({ createdAt, userAgent, country }),
} satisfies AuthOptions<typeof schema>
// Over http, which is what `vite dev` speaks, browsers drop a cookie that is `Secure`.
const localOptions = { ...options, env: 'DEV' } satisfies AuthOptions<typeof schema>

/** Lucia on the database of the platform. The same binding and options give the same set-up again. */
export function setUpAuth(platform: App.Platform | undefined) {
  if (!platform) throw new Error('There is no database while pages are prerendered')
  const { DB, ENVIRONMENT } = platform.env
  return createAuth(DB, ENVIRONMENT === 'DEV' ? localOptions : options)
}
