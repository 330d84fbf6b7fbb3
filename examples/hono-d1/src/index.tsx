import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { sessionMiddleware } from 'lucia-setup/hono'
import { account } from './account.tsx'
import { type Bindings, type Env, setUp } from './auth.ts'
import { MessagePage } from './layout.tsx'
import { profile } from './profile.tsx'
import { recovery } from './recovery.tsx'
import { sessions } from './sessions.tsx'
import { settings } from './settings.tsx'

const app = new Hono<Env>()

app.use(secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'self'"] } }))
app.use(bodyLimit({ maxSize: 1024 * 1024, onError: tooLarge }))
// A session that turns up in another browser or country is over.
app.use(sessionMiddleware((c: Context<Env>) => setUp(c.env), { bindTo: true }))

app.use(async (c, next) => {
  // After a sign-out, the back button must not bring a private page back.
  c.header('Cache-Control', 'no-store')
  // A page of another site must not sign people in or out, or up.
  if (!c.var.auth.isTrustedRequest(c.req.raw)) {
    throw new HTTPException(403, { message: 'This form came from another site.' })
  }
  await next()
})

app.get('/', (c) => c.redirect(c.var.session ? '/profile' : '/sign-in'))
app.route('/', account)
app.route('/', recovery)
app.route('/', profile)
app.route('/', settings)
app.route('/', sessions)

app.notFound((c) =>
  c.html(<MessagePage title="Not found">There is no such page.</MessagePage>, 404),
)

app.onError((error, c) => {
  if (!(error instanceof HTTPException)) {
    console.error(error)
    return c.html(
      <MessagePage title="Our fault">Something broke. Please try again.</MessagePage>,
      500,
    )
  }
  if (error.status === 401) return c.redirect('/sign-in', 303)
  return c.html(<MessagePage title="That did not work">{error.message}</MessagePage>, error.status)
})

function tooLarge(): never {
  throw new HTTPException(413, { message: 'This form is too large.' })
}

export default {
  fetch: app.fetch,
  async scheduled(_, bindings) {
    const { auth, tokens, throttle } = setUp(bindings)
    await auth.deleteExpiredSessions()
    await tokens.deleteExpired()
    await throttle.deleteExpired()
  },
} satisfies ExportedHandler<Bindings>
