import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { createAuth } from 'lucia-setup/d1'
import { sessionMiddleware } from 'lucia-setup/hono'

export const setup = createAuth(env.DB)

export default new Hono()
  .use(sessionMiddleware(() => setup))
  .get('/', (c) => c.text(c.var.session?.user.userId ?? 'nobody'))
