import type { Handle, RequestEvent } from '@sveltejs/kit'
import { sessionHandle } from 'lucia-setup/sveltekit'
import { setUpAuth } from '$lib/server/auth'

export const handle: Handle = sessionHandle(({ platform }: RequestEvent) => setUpAuth(platform), {
  // A session that turns up in another browser or country is over.
  bindTo: true,
})
