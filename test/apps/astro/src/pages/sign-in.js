import { auth } from '../auth.js'

export async function POST(context) {
  const form = await context.request.formData()
  const { userId } = await auth.useKey(
    'name',
    String(form.get('name')),
    String(form.get('password')),
  )
  auth.handleRequest(context).setSession(await auth.createSession({ userId }))
  return context.redirect('/', 303)
}
