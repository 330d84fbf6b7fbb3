import { type InitializeAdapter, LuciaError, type SessionAdapter } from 'lucia'
import type { AuthAdapter, PasswordChange, SessionRenewal } from './adapter.ts'
import { inSteps } from './in-steps.ts'
import { methodsOf } from './lucia-adapter.ts'
import { sessionAndUser } from './session-and-user.ts'

/** An adapter with its sessions held elsewhere, where the database knows nothing of them. */
export function withSessionAdapter(
  adapter: AuthAdapter,
  initialize: InitializeAdapter<SessionAdapter>,
): AuthAdapter {
  const sessions = methodsOf('sessionAdapter', initialize(LuciaError))
  const own: AuthAdapter = Object.assign(Object.create(adapter), sessions)
  const { addSession, getUserAndSessions } = inSteps(own)
  return Object.assign(own, sessionAndUser(sessions, adapter), {
    addSession,
    getUserAndSessions,
    async deleteUser(userId: string) {
      await sessions.deleteSessionsByUserId(userId)
      await adapter.deleteUser(userId)
    },
    // The store cannot be part of the write: one that does not answer keeps it from happening, and one
    // that fails afterwards leaves the new password beside the old sessions.
    async changePassword(change: PasswordChange) {
      const { endSessions, keep } = change
      const list = () => sessions.getSessionsByUserId(change.key.user_id)
      if (endSessions) await list()
      const isChanged = await adapter.changePassword(change)
      for (const { id } of endSessions && isChanged ? await list() : []) {
        if (id !== keep) await sessions.deleteSession(id)
      }
      return isChanged
    },
    renewSession: (sessionId: string, expiries: SessionRenewal) =>
      renew(sessions, sessionId, expiries),
    async deleteExpiredUserSessions(userId: string) {
      const now = Date.now()
      for (const { id, idle_expires } of await sessions.getSessionsByUserId(userId)) {
        if (Number(idle_expires) < now) await sessions.deleteSession(id)
      }
    },
    deleteExpiredSessions: async () => 0,
  })
}

/**
 * To most stores an update is a write like any other, which brings a session back that has been ended
 * meanwhile: the list of the user's sessions tells.
 */
async function renew(
  sessions: SessionAdapter,
  sessionId: string,
  expiries: SessionRenewal,
): Promise<boolean> {
  const session = await sessions.getSession(sessionId)
  if (!session) return false
  const isListed = async () => {
    const listed = await sessions.getSessionsByUserId(session.user_id)
    return listed.some(({ id }) => id === sessionId)
  }
  const wasListed = await isListed()
  if (!wasListed && !(await sessions.getSession(sessionId))) return false
  await sessions.updateSession(sessionId, expiries)
  if (!wasListed || (await isListed())) return true
  await sessions.deleteSession(sessionId)
  return false
}
