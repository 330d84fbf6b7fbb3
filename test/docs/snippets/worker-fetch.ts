import { createAuth } from 'lucia-setup/d1'
import { isLuciaError } from 'lucia-setup/errors'
import { withSession } from 'lucia-setup/fetch'

export default {
  fetch: (request, env) =>
    withSession(request, createAuth(env.DB), async ({ auth, session, authRequest }) => {
      if (!auth.isTrustedRequest(request)) return new Response('From another site', { status: 403 })
      switch (`${request.method} ${new URL(request.url).pathname}`) {
        case 'GET /':
          return new Response(session?.user.userId ?? 'nobody')
        case 'POST /sign-in': {
          const form = await request.formData()
          try {
            const { userId } = await auth.useKey(
              'name',
              textOf(form, 'name'),
              textOf(form, 'password'),
            )
            authRequest.setSession(await auth.createSession({ userId }))
            return new Response(null, { status: 303, headers: { Location: '/' } })
          } catch (error) {
            if (isLuciaError(error)) return new Response('Wrong name or password', { status: 400 })
            throw error
          }
        }
        case 'POST /sign-out':
          if (session) await auth.invalidateSession(session.sessionId)
          authRequest.setSession(null)
          return new Response(null, { status: 303, headers: { Location: '/' } })
        default:
          return new Response('Not found', { status: 404 })
      }
    }),
} satisfies ExportedHandler<{ DB: D1Database }>

function textOf(form: FormData, name: string): string {
  return String(form.get(name) ?? '')
}
