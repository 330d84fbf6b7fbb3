import { Hono } from 'hono'
import { deleteCookie, generateSignedCookie, getCookie } from 'hono/cookie'
import { auth } from './auth.ts'

export const app = new Hono()

app.use(async (c, next) => {
  const { authCookies, internalAdapter, secret } = await auth.$context
  const { name, attributes } = authCookies.sessionToken
  const token = getCookie(c, 'auth_session')
  if (!token || getCookie(c, name)) return await next()
  // Only what is a session may be signed.
  const found = await internalAdapter.findSession(token)
  if (found && found.session.expiresAt > new Date()) {
    const dated = {
      ...attributes,
      expires: found.session.expiresAt,
      domain: attributes.domain ?? '',
    }
    const cookie = await generateSignedCookie(name, token, secret, dated)
    const headers = new Headers(c.req.raw.headers)
    headers.set('Cookie', `${headers.get('Cookie')}; ${cookie.split(';')[0]}`)
    c.req.raw = new Request(c.req.raw, { headers })
    await next()
    // A sign-in or a renewal has sent a cookie of its own.
    const sent = c.res.headers.get('Set-Cookie')
    if (!sent?.includes(`${name}=`)) c.header('Set-Cookie', cookie, { append: true })
  } else {
    await next()
  }
  deleteCookie(c, 'auth_session', { path: '/', secure: true })
})

app.on(['GET', 'POST'], '/api/auth/*', (c) => auth.handler(c.req.raw))

app.get('/me', async (c) => {
  const session = await auth.api.getSession({ headers: c.req.raw.headers })
  return c.text(session?.user.email ?? 'nobody')
})
