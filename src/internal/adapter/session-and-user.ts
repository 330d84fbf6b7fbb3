import type { Adapter } from 'lucia'
import type { AuthAdapter } from './adapter.ts'

/** The session check of adapters that cannot join: a session whose user is gone is none. */
export function sessionAndUser(
  sessions: Pick<Adapter, 'getSession'>,
  users: Pick<Adapter, 'getUser'>,
): Pick<AuthAdapter, 'getSessionAndUser'> {
  return {
    async getSessionAndUser(sessionId) {
      const session = await sessions.getSession(sessionId)
      const user = session && (await users.getUser(session.user_id))
      return user ? [session, user] : [null, null]
    },
  }
}
