import type { Parts } from './parts.ts'

/** What `auth.ts` is made of, where the app runs. */
export interface AuthCode {
  imports: string[]
  /** Blocks of code; those that are empty are left out. */
  code: (string | undefined)[]
  /** The declaration of Hono's middleware, without its `export`. */
  middleware: string
}

/** The middlewares for `auth.handleRequest()`, by the package of the framework. */
const middlewares = {
  '@builder.io/qwik-city': 'qwik',
  astro: 'astro',
  elysia: 'elysia',
  express: 'express',
  fastify: 'fastify',
  h3: 'h3',
  next: 'nextjs',
  nuxt: 'h3',
}

/** Lucia's middleware for the app's framework; Hono has its own. */
export function middlewareOf({ has }: Parts): string | undefined {
  return has('hono') ? undefined : Object.entries(middlewares).find(([name]) => has(name))?.[1]
}

/** The options that do not depend on where the app runs. */
export function optionLines(parts: Parts): string[] {
  const { attribute } = parts
  const middleware = middlewareOf(parts)
  return [
    ...(middleware ? [`middleware: ${middleware}(),`] : []),
    ...(attribute ? [`getUserAttributes: ({ ${attribute} }) => ({ ${attribute} }),`] : []),
  ]
}
