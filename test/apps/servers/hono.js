import { Hono } from 'hono'
import { hono, sessionMiddleware } from 'lucia-setup/hono'
import { createApp } from './app.js'

const { setup, who, post } = createApp(hono())
const app = new Hono()
  .use(sessionMiddleware(() => setup))
  .get('/', async (c) => c.text(await who(c.var.authRequest)))
  .post('*', async (c) => {
    const body = await post(c.req.path, c.var.authRequest, await c.req.parseBody())
    return body ? c.text(body) : c.redirect('/', 303)
  })

const port = Number(process.env.PORT)
if (globalThis.Bun) globalThis.Bun.serve({ port, hostname: '127.0.0.1', fetch: app.fetch })
else {
  const { serve } = await import('@hono/node-server')
  serve({ port, hostname: '127.0.0.1', fetch: app.fetch })
}
