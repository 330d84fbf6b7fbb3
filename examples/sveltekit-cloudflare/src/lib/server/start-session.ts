import { type RequestEvent, redirect } from '@sveltejs/kit'
import { clientAttributes } from 'lucia-setup/client'

/** Signs a user in, and leads to the profile. */
export async function startSession({ request, locals }: RequestEvent, userId: string) {
  const attributes = await clientAttributes(request)
  locals.authRequest.setSession(await locals.auth.createSession({ userId, attributes }))
  redirect(303, '/profile')
}
