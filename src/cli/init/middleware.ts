import type { Project } from '../project/project.ts'

/** Lucia's middlewares, by the package of the framework. */
const middlewares = {
  '@sveltejs/kit': 'sveltekit',
  '@builder.io/qwik-city': 'qwik',
  astro: 'astro',
  elysia: 'elysia',
  express: 'express',
  fastify: 'fastify',
  h3: 'h3',
  next: 'nextjs_future',
  nuxt: 'h3',
}

/** Lucia's middleware for the framework that the app depends on. */
export function middlewareOf({ dependencies }: Project): string | undefined {
  return Object.entries(middlewares).find(([name]) => Object.hasOwn(dependencies, name))?.[1]
}
