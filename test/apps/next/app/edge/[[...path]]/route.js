import { Client } from '@planetscale/database'
import { withSession } from 'lucia-setup/fetch'
import { nextjs } from 'lucia-setup/nextjs'
import { createAuth } from 'lucia-setup/planetscale'

export const runtime = 'edge'

const client = new Client({ url: process.env.PLANETSCALE_URL })
const setup = createAuth(client, { env: 'DEV', middleware: nextjs() })
const { auth } = setup

const home = () => new Response(null, { status: 303, headers: { Location: '/edge' } })

export const GET = (request) =>
  withSession(request, setup, ({ session }) => new Response(session?.user.userId ?? 'nobody'))

export async function POST(request) {
  const { pathname } = new URL(request.url)
  if (pathname === '/edge/form') {
    const session = await auth.handleRequest(request).validate()
    return new Response(session?.user.userId ?? 'nobody')
  }
  return await withSession(request, setup, async ({ session, authRequest }) => {
    if (pathname === '/edge/sign-out') {
      if (session) await auth.invalidateSession(session.sessionId)
      authRequest.setSession(null)
      return home()
    }
    const form = await request.formData()
    const [name, password] = [String(form.get('name')), String(form.get('password'))]
    const key = { providerId: 'name', providerUserId: name, password }
    const { userId } =
      pathname === '/edge/sign-up'
        ? await auth.createUser({ userId: name, key })
        : await auth.useKey('name', name, password)
    authRequest.setSession(await auth.createSession({ userId }))
    return home()
  })
}
