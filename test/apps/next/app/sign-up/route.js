import { cookies, headers } from 'next/headers'
import { auth } from '../../auth.js'

export async function POST(request) {
  const form = await request.formData()
  const [userId, password] = [String(form.get('name')), String(form.get('password'))]
  await auth.createUser({ userId, key: { providerId: 'name', providerUserId: userId, password } })
  const session = await auth.createSession({ userId })
  await auth.handleRequest('POST', { cookies, headers }).setSession(session)
  return new Response(null, { status: 303, headers: { Location: '/' } })
}
