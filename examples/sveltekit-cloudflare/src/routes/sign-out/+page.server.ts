import { redirect } from '@sveltejs/kit'
import { requireSession } from 'lucia-setup/sveltekit'

export const load = () => redirect(303, '/')

export const actions = {
  async default({ locals }) {
    const session = requireSession(locals, () => redirect(303, '/sign-in'))
    await locals.auth.invalidateSession(session.sessionId)
    locals.authRequest.setSession(null)
    redirect(303, '/sign-in')
  },
}
