import type { Auth } from '../../src/internal/auth/auth.ts'
import type { Schemas } from '../conformance/engine.ts'

/** What a visit has seen. */
export interface Visit {
  username: string
  /** The username of the user whose session it is. */
  user: string
  /** What the session check says when the session has ended. */
  afterwards: unknown
}

/** Signs a new user up and in, checks the session, and signs out. */
export async function visit(
  auth: Auth<Schemas['lucia'], { username: string }, object>,
): Promise<Visit> {
  const username = crypto.randomUUID()
  const key = { providerId: 'username', providerUserId: username, password: null }
  await auth.createUser({ key, attributes: { username } })
  const { userId } = await auth.useKey('username', username, null)
  const { sessionId } = await auth.createSession({ userId })
  const { user } = await auth.validateSession(sessionId)
  await auth.invalidateSession(sessionId)
  const afterwards = await auth.validateSession(sessionId).catch(({ message }) => message)
  return { username, user: user.username, afterwards }
}
