import type { IncomingMessage, ServerResponse } from 'node:http'
import { h3, lucia as luciaDefault, nextjs, nextjs_future, node } from 'lucia/middleware'
import { nextjs as ourNextjs } from '../../src/nextjs.ts'
import { createApp, theme } from './app.ts'
import { frameworkCases, type Site } from './cases.ts'
import { listen } from './server.ts'

/** A plain server of Node, whose requests the middleware is given in one shape or another. */
async function serve<Args extends unknown[]>(
  app: ReturnType<typeof createApp<Args>>,
  shape: (request: IncomingMessage, response: ServerResponse) => readonly [...Args],
): Promise<Site> {
  const browser = await listen(async (request, response) => {
    response.setHeader('Set-Cookie', theme)
    const authRequest = app.auth.handleRequest(...shape(request, response))
    response.end(await app.answer(authRequest, request.url))
  })
  return { browser, database: app.database }
}

frameworkCases('Node, node()', () =>
  serve(createApp(node()), (request, response) => [request, response]),
)

frameworkCases("Node, Lucia's default middleware", () =>
  serve(createApp(luciaDefault()), (request, response) => [
    {
      request: {
        method: request.method ?? '',
        headers: new Headers(request.headers as Record<string, string>),
      },
      setCookie: (cookie) => response.appendHeader('Set-Cookie', cookie.serialize()),
    },
  ]),
)

frameworkCases("Nuxt's and Nitro's event, h3()", () =>
  serve(createApp(h3()), (req, res) => [{ node: { req, res } }]),
)

frameworkCases("Next.js' Pages Router, nextjs()", () =>
  serve(createApp(nextjs()), (req, res) => [{ req, res }]),
)

frameworkCases("Next.js' Pages Router, nextjs_future()", () =>
  serve(createApp(nextjs_future()), (req, res) => [{ req, res }]),
)

frameworkCases("Next.js' Pages Router, nextjs() of this library", () =>
  serve(createApp(ourNextjs()), (req, res) => [{ req, res }]),
)
