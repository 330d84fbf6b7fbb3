import { type Adapter, type InitializeAdapter, LuciaError } from 'lucia'
import type { AuthAdapter } from './adapter.ts'
import { inSteps } from './in-steps.ts'
import { methodsOf } from './lucia-adapter.ts'
import { sessionAndUser } from './session-and-user.ts'

/**
 * The built-in adapter with the methods of an official one in place of its own. What Lucia's
 * interface has no method for, the built-in one still does, on the same tables.
 */
export function withAdapter(
  builtIn: AuthAdapter,
  initialize: InitializeAdapter<Adapter>,
): AuthAdapter {
  const given = initialize(LuciaError)
  const official = methodsOf('adapter', given)
  const check = given.getSessionAndUser
    ? { getSessionAndUser: given.getSessionAndUser.bind(given) }
    : sessionAndUser(official, official)
  return Object.assign(Object.create(builtIn), official, check, inSteps(official), {
    takesAlso: false,
    deleteUser: (userId: string) => builtIn.deleteUser(userId),
  })
}
