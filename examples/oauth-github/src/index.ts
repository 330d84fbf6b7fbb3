import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { HTTPException } from 'hono/http-exception'
import { requireSession, sessionMiddleware } from 'lucia-setup/hono'
import { type Env, setUpAuth } from './auth.ts'
import { github } from './github.ts'
import { page } from './page.ts'

const app = new Hono<Env>()

app.use(sessionMiddleware((c: Context<Env>) => setUpAuth(c.env)))

app.get('/', (c) => {
  const { session } = c.var
  if (!session) {
    return c.html(
      page(html`<h1>Sign in</h1>
        <p><a href="/login/github">Sign in with GitHub</a></p>`),
    )
  }
  return c.html(
    page(html`<h1>Hello, ${session.user.login}</h1>
      <form method="post" action="/sign-out"><button>Sign out</button></form>`),
  )
})

app.route('/', github)

// A form of another site has no session here, so that it can sign nobody out.
app.post('/sign-out', requireSession(), async (c) => {
  await c.var.auth.invalidateSession(c.var.session.sessionId)
  c.var.authRequest.setSession(null)
  return c.redirect('/', 303)
})

app.onError((error, c) => {
  if (error instanceof HTTPException) return c.text(error.message, error.status)
  console.error(error)
  return c.text('Something broke.', 500)
})

export default app
