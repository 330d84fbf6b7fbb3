import { error } from '@sveltejs/kit'
import { requireSession } from 'lucia-setup/sveltekit'

export const load = ({ locals }) => ({
  name: requireSession(locals, () => error(401, 'Sign in first')).user.userId,
})

export const actions = {
  default: ({ locals }) => ({
    by: requireSession(locals, () => error(401, 'Sign in first')).user.userId,
  }),
}
