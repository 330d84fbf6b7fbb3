import { redirect } from '@sveltejs/kit'

export const actions = {
  async default({ request, locals: { auth, authRequest } }) {
    const form = await request.formData()
    const userId = String(form.get('name'))
    const key = {
      providerId: 'name',
      providerUserId: userId,
      password: String(form.get('password')),
    }
    await auth.createUser({ userId, key })
    authRequest.setSession(await auth.createSession({ userId }))
    redirect(303, '/')
  },
}
