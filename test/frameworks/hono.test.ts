import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { onTestFinished } from 'vitest'
import { hono, sessionMiddleware } from '../../src/hono.ts'
import { createApp, theme } from './app.ts'
import { frameworkCases, type Site } from './cases.ts'
import { browserOn } from './server.ts'

async function serveHono(
  { fetch }: Pick<Hono, 'fetch'>,
  database: Site['database'],
): Promise<Site> {
  const server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started))
  })
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  return { browser: browserOn(server), database }
}

frameworkCases('Hono 4 on Node, hono()', async () => {
  const app = createApp(hono())
  const server = new Hono()
  server.all('*', async (c) => {
    c.header('Set-Cookie', theme)
    return c.text(await app.answer(app.auth.handleRequest(c), c.req.path))
  })
  return await serveHono(server, app.database)
})

frameworkCases('Hono 4 on Node, sessionMiddleware()', async () => {
  const app = createApp(hono())
  const server = new Hono().use(sessionMiddleware(() => ({ auth: app.auth, db: null })))
  server.all('*', async (c) => {
    c.header('Set-Cookie', theme)
    return c.text(await app.answer(c.var.authRequest, c.req.path))
  })
  return await serveHono(server, app.database)
})

frameworkCases("Hono 4 on Node, sessionMiddleware() and a handler's own Response", async () => {
  const app = createApp(hono())
  const server = new Hono().use(sessionMiddleware(() => ({ auth: app.auth, db: null })))
  server.all('*', async (c) => {
    const body = await app.answer(c.var.authRequest, c.req.path)
    return new Response(body, { headers: { 'Set-Cookie': theme } })
  })
  return await serveHono(server, app.database)
})
