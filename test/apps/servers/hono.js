import { hono } from 'lucia-setup/hono'
import { createAppOnPg } from './app-on-pg.js'
import { createHono } from './hono-app.js'

const { setup } = createAppOnPg(hono())
const { fetch } = createHono(() => setup)

const port = Number(process.env.PORT)
if (globalThis.Bun) globalThis.Bun.serve({ port, hostname: '127.0.0.1', fetch })
else {
  const { serve } = await import('@hono/node-server')
  serve({ port, hostname: '127.0.0.1', fetch })
}
