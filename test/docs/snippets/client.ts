import { type Context, Hono } from 'hono'
import { clientAttributes } from 'lucia-setup/client'
import { type AuthOptions, createAuth } from 'lucia-setup/d1'
import { sessionMiddleware } from 'lucia-setup/hono'
import { clientColumns, createSchema } from 'lucia-setup/schema/sqlite'

const schema = createSchema({ session: clientColumns() })
const options = {
  schema,
  getSessionAttributes: ({ userAgent, country }) => ({ userAgent, country }),
} satisfies AuthOptions<typeof schema>

interface Env {
  Bindings: { DB: D1Database; ADDRESS_KEY: string }
}

export const app = new Hono<Env>().use(
  sessionMiddleware((c: Context<Env>) => createAuth(c.env.DB, options), { bindTo: true }),
)

app.post('/sign-in', async (c) => {
  const { userId } = await c.var.auth.useKey('email', 'a@example.com', await c.req.text())
  const attributes = await clientAttributes(c.req.raw, { key: c.env.ADDRESS_KEY })
  c.var.authRequest.setSession(await c.var.auth.createSession({ userId, attributes }))
  return c.text(userId)
})

app.get('/', (c) => c.text(c.var.session?.user.userId ?? 'nobody'))
