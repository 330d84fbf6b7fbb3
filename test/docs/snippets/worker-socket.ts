import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { createAuth } from 'lucia-setup/d1'
import { requireSession, sessionMiddleware } from 'lucia-setup/hono'

const setup = createAuth(env.DB)

export default new Hono()
  .use(sessionMiddleware(() => setup))
  .get('/socket', requireSession(), (c) => {
    const { 0: client, 1: server } = new WebSocketPair()
    server.accept()
    server.send(`Hello ${c.var.session.user.userId}`)
    return new Response(null, { status: 101, webSocket: client })
  })
