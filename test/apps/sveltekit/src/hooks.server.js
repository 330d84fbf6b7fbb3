import { redirect } from '@sveltejs/kit'
import { sequence } from '@sveltejs/kit/hooks'
import { handle as session } from './session-hook'

export const handle = sequence(session, ({ event, resolve }) => {
  if (event.url.pathname === '/hook') redirect(303, '/')
  if (event.url.pathname === '/broken-hook') throw new Error('broken')
  return resolve(event)
})
