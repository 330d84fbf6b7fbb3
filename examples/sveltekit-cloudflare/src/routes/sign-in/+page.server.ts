import { fail, redirect } from '@sveltejs/kit'
import { isLuciaError } from 'lucia-setup/errors'
import { readCredentials, wrongCredentials } from '$lib/credentials'
import { startSession } from '$lib/server/start-session'

export const load = ({ locals }) => {
  if (locals.session) redirect(303, '/profile')
}

export const actions = {
  async default(event) {
    const { typed, username, password } = readCredentials(await event.request.formData())
    try {
      const { userId } = await event.locals.auth.useKey('username', username, password)
      return await startSession(event, userId)
    } catch (error) {
      if (!isLuciaError(error)) throw error
      return fail(400, { username: typed, problems: wrongCredentials })
    }
  },
}
