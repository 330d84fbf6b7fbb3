import { PrismaD1 } from '@prisma/adapter-d1'
import { createAuth, type PrismaOptions } from 'lucia-setup/prisma/edge'
import type { Bindings } from '../../hono-d1/src/auth.ts'
import * as schema from '../../hono-d1/src/schema.ts'

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
} satisfies PrismaOptions<typeof schema>
// Over http, which is what `wrangler dev` speaks, browsers drop a cookie that is `Secure`.
const localOptions = { ...options, env: 'DEV' } satisfies PrismaOptions<typeof schema>

/** Lucia on a Prisma client of its own for each request, as Prisma wants it on Workers. */
export function setUpAuth({ DB, ENVIRONMENT }: Bindings) {
  const adapter = new PrismaD1(DB)
  return createAuth({ adapter }, ENVIRONMENT === 'DEV' ? localOptions : options)
}
