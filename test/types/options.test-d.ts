import type { D1Database } from '@cloudflare/workers-types'
import { d1 } from '@lucia-auth/adapter-sqlite'
import { text } from 'drizzle-orm/sqlite-core'
import type { Context } from 'hono'
import * as middlewares from 'lucia/middleware'
import { type AuthOptions, createAuth } from 'lucia-setup/d1'
import { hono } from 'lucia-setup/hono'
import type { PrismaOptions } from 'lucia-setup/prisma'
import { createSchema } from 'lucia-setup/schema/sqlite'
import { expectTypeOf } from 'vitest'

declare const handle: D1Database

const schema = createSchema({ user: { email: text('email').notNull() } })

/** An object of its own is checked and keeps its types, with every middleware. */
const options = {
  schema,
  middleware: hono(),
  adapter: d1,
  sessionCookie: { attributes: { sameSite: 'strict' } },
  getUserAttributes: ({ email }) => ({ email }),
} satisfies AuthOptions<typeof schema>
const { auth } = createAuth(handle, options)
expectTypeOf(auth.handleRequest).parameters.toEqualTypeOf<[Context]>()
expectTypeOf(auth.getUser).returns.resolves.branded.toEqualTypeOf<{
  userId: string
  email: string
}>()

declare const tables: Parameters<typeof d1>[1]

const { lucia, web, node, express, fastify, sveltekit, astro, qwik, elysia } = middlewares
const { nextjs, nextjs_future, h3, hono: luciaHono } = middlewares
const all = { lucia, web, node, express, fastify, sveltekit, astro, qwik, elysia }
const others = { nextjs, nextjs_future, h3, luciaHono }
/** All that there are. */
expectTypeOf<keyof typeof middlewares>().toEqualTypeOf<
  keyof typeof all | Exclude<keyof typeof others, 'luciaHono'> | 'hono'
>()

type Made<Middlewares extends Record<string, () => unknown>> = {
  [Name in keyof Middlewares]: { schema: typeof schema; middleware: ReturnType<Middlewares[Name]> }
}
declare const every: Made<typeof all> & Made<typeof others>
every satisfies Record<string, AuthOptions<typeof schema>>
every satisfies Record<string, PrismaOptions<typeof schema>>

const onNode = createAuth(handle, every.node)
expectTypeOf(onNode.auth.handleRequest).parameters.toEqualTypeOf<
  Parameters<ReturnType<typeof node>>[0]['args']
>()

/** Where the type is written down, it is known no better than that. */
const annotated: AuthOptions<typeof schema> = { schema, middleware: hono(), adapter: d1 }
expectTypeOf(createAuth(handle, annotated).auth.handleRequest).parameters.toEqualTypeOf<unknown[]>()
// @ts-expect-error it is the adapter of another driver
createAuth(handle, { adapter: (_driver: number) => d1(handle, tables) })

/** What an async function returns is no attributes. */
createAuth(handle, {
  schema,
  // @ts-expect-error it would be a promise
  getUserAttributes: async ({ email }) => ({ email }),
})
createAuth(handle, {
  schema,
  // @ts-expect-error it would be a promise
  getSessionAttributes: () => Promise.resolve({ country: 'AT' }),
})
createAuth(handle, {
  schema,
  // @ts-expect-error it may be a promise
  getUserAttributes: ({ email }) => (email ? { email } : Promise.resolve({ email })),
})
const asynchronous = {
  schema,
  // @ts-expect-error it would be a promise
  getUserAttributes: async ({ email }) => ({ email }),
} satisfies AuthOptions<typeof schema>
void asynchronous
class Shown {
  email = ''
}
const shown = createAuth(handle, {
  getUserAttributes: () => new Shown(),
  getSessionAttributes: (): { country?: string } => ({}),
})
expectTypeOf(shown.auth.getUser).returns.resolves.branded.toEqualTypeOf<{
  userId: string
  email: string
}>()

/** Names and values that are wrong at run time are wrong in types. */
// @ts-expect-error there is no such option
createAuth(handle, { middelware: hono() })
// @ts-expect-error there is no such option
createAuth(handle, { sessionCookie: { attribute: {} } })
// @ts-expect-error there is no such value
createAuth(handle, { sessionCookie: { attributes: { sameSite: 'sttrict' } } })
// @ts-expect-error there is no such option
createAuth(handle, { experimental: { debug: true } })
// @ts-expect-error there is no such table
createAuth(handle, { tableNames: { users: 'people' } })
// @ts-expect-error there is no such part
createSchema({ users: {} })
// @ts-expect-error it is no column
createSchema({ user: { email: 'text' } })
createAuth(handle, { sessionExpiresIn: { activePeriod: 1_000 } })
createAuth(handle, { sessionCookie: { attributes: { partitioned: true } } })
