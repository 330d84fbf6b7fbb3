import { type InitializeAdapter, LuciaError, type SessionAdapter } from 'lucia'
import type { AuthAdapter, SessionExpiries } from './adapter.ts'
import { sessionAndUser } from './session-and-user.ts'

/** An adapter with its sessions held elsewhere, where the database knows nothing of them. */
export function withSessionAdapter(
  adapter: AuthAdapter,
  initialize: InitializeAdapter<SessionAdapter>,
): AuthAdapter {
  const sessions = initialize(LuciaError)
  return Object.assign(Object.create(adapter), sessions, sessionAndUser(sessions, adapter), {
    async deleteUser(userId: string) {
      await sessions.deleteSessionsByUserId(userId)
      await adapter.deleteUser(userId)
    },
    async renewSession(sessionId: string, expiries: SessionExpiries) {
      await sessions.updateSession(sessionId, expiries)
      return true
    },
    async deleteExpiredUserSessions(userId: string) {
      const now = Date.now()
      for (const { id, idle_expires } of await sessions.getSessionsByUserId(userId)) {
        if (Number(idle_expires) < now) await sessions.deleteSession(id)
      }
    },
    deleteExpiredSessions: async () => 0,
  })
}
