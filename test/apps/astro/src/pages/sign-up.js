import { auth } from '../auth.js'

export async function POST(context) {
  const form = await context.request.formData()
  const userId = String(form.get('name'))
  const key = { providerId: 'name', providerUserId: userId, password: String(form.get('password')) }
  await auth.createUser({ userId, key })
  auth.handleRequest(context).setSession(await auth.createSession({ userId }))
  return context.redirect('/', 303)
}
