import { isLuciaError } from 'lucia-setup/errors'
import type Accounts from './accounts.ts'

export default {
  async fetch(request, { ACCOUNTS }) {
    try {
      if (new URL(request.url).pathname === '/sign-in') {
        const { name, password } = await request.json<Record<'name' | 'password', string>>()
        const { session, cookie } = await ACCOUNTS.signIn(name, password)
        return Response.json(session.user, { headers: { 'Set-Cookie': cookie } })
      }
      // Who is asked needs the headers alone.
      const found = await ACCOUNTS.session(new Request(request, { body: null }))
      const response = Response.json(found?.session.user ?? null)
      if (found?.cookie) response.headers.append('Set-Cookie', found.cookie)
      return response
    } catch (error) {
      if (isLuciaError(error)) return new Response('Wrong name or password', { status: 400 })
      throw error
    }
  },
} satisfies ExportedHandler<{ ACCOUNTS: Service<typeof Accounts> }>
