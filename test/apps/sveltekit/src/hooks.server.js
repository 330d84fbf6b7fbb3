import { redirect } from '@sveltejs/kit'
import { sequence } from '@sveltejs/kit/hooks'
import { sessionHandle } from 'lucia-setup/sveltekit'
import { createMyAuth } from './lib/auth.js'

export const handle = sequence(
  sessionHandle(() => createMyAuth()),
  ({ event, resolve }) => {
    if (event.url.pathname === '/hook') redirect(303, '/')
    if (event.url.pathname === '/broken-hook') throw new Error('broken')
    return resolve(event)
  },
)
