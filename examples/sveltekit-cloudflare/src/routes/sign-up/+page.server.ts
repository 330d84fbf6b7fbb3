import { fail, redirect } from '@sveltejs/kit'
import { isLuciaError, UniqueConstraintError } from 'lucia-setup/errors'
import { newAccountProblems, readCredentials, usernameTaken } from '$lib/credentials'
import { startSession } from '$lib/server/start-session'

export const load = ({ locals }) => {
  if (locals.session) redirect(303, '/profile')
}

export const actions = {
  async default(event) {
    const credentials = readCredentials(await event.request.formData())
    const { typed, username, password } = credentials
    const problems = newAccountProblems(credentials)
    if (problems) return fail(400, { username: typed, problems })
    try {
      const { userId } = await event.locals.auth.createUser({
        key: { providerId: 'username', providerUserId: username, password },
        attributes: { username },
      })
      return await startSession(event, userId)
    } catch (error) {
      if (!isTaken(error)) throw error
      return fail(409, { username: typed, problems: usernameTaken })
    }
  },
}

/** The name is taken as a user's attribute or as a key, whichever the database sees first. */
function isTaken(error: unknown): boolean {
  return error instanceof UniqueConstraintError || isLuciaError(error, 'AUTH_DUPLICATE_KEY_ID')
}
