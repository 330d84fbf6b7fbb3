import { error } from '@sveltejs/kit'
import { requireSession } from 'lucia-setup/sveltekit'

function nameOf(locals) {
  const { user } = requireSession(locals, () => error(401, 'Sign in first'))
  return user.username ?? user.userId
}

export const load = ({ locals }) => ({ name: nameOf(locals) })

export const actions = {
  default: ({ locals }) => ({ by: nameOf(locals) }),
}
