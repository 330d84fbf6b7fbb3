import { redirect } from '@sveltejs/kit'
import { requireSession } from 'lucia-setup/sveltekit'
import { describeBrowser, describeTime } from '$lib/describe'

export const load = ({ locals }) => {
  const session = requireSession(locals, () => redirect(303, '/sign-in'))
  return {
    username: session.user.username,
    memberSince: describeTime(session.user.createdAt),
    browser: describeBrowser(session.userAgent),
    signedInUntil: describeTime(session.idlePeriodExpiresAt),
  }
}
