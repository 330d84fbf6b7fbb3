import type { Project } from '../project/project.ts'

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

/** The middleware for the framework that the app depends on. */
export function middlewareOf({ dependencies }: Project): string | undefined {
  return Object.entries(middlewares).find(([name]) => Object.hasOwn(dependencies, name))?.[1]
}
