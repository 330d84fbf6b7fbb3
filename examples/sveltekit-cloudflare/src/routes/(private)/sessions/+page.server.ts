import { redirect } from '@sveltejs/kit'
import { requireSession } from 'lucia-setup/sveltekit'
import { describeBrowser, describeTime } from '$lib/describe'

export const load = async ({ locals }) => {
  const current = requireSession(locals, () => redirect(303, '/sign-in'))
  const sessions = await locals.auth.getAllUserSessions(current.user.userId)
  const newestFirst = sessions.sort((a, b) => Number(b.createdAt) - Number(a.createdAt))
  return {
    // Who has the id of a session has the session: it is not for a page.
    sessions: newestFirst.map(({ sessionId, createdAt, userAgent }) => ({
      browser: describeBrowser(userAgent),
      since: describeTime(createdAt),
      isCurrent: sessionId === current.sessionId,
    })),
  }
}

export const actions = {
  async default({ locals }) {
    const session = requireSession(locals, () => redirect(303, '/sign-in'))
    await locals.auth.invalidateAllUserSessions(session.user.userId)
    locals.authRequest.setSession(null)
    redirect(303, '/sign-in')
  },
}
