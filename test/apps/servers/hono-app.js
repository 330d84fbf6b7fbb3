import { Hono } from 'hono'
import { sessionMiddleware } from 'lucia-setup/hono'
import { createApp } from './app.js'

/** The app on Hono, with the set-up that each request has. */
export function createHono(setUp) {
  return new Hono()
    .use(sessionMiddleware(setUp))
    .get('/', async (c) => c.text(await createApp(setUp(c)).who(c.var.authRequest)))
    .post('*', async (c) => {
      const { post } = createApp(setUp(c))
      const body = await post(c.req.path, c.var.authRequest, await c.req.parseBody())
      return body ? c.text(body) : c.redirect('/', 303)
    })
}
