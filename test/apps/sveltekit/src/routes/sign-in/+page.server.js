import { redirect } from '@sveltejs/kit'

export const actions = {
  async default({ request, locals: { auth, authRequest } }) {
    const form = await request.formData()
    const { userId } = await auth.useKey(
      'name',
      String(form.get('name')),
      String(form.get('password')),
    )
    authRequest.setSession(await auth.createSession({ userId }))
    redirect(303, '/')
  },
}
