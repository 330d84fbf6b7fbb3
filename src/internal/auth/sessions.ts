import type { Auth as LuciaAuth, Session } from 'lucia'
import { handleOf } from '../adapter/hashed-sessions.ts'
import { inBatches, type LimitOption } from '../adapter/in-batches.ts'
import { givenAttributes } from './attributes.ts'
import { newSessionId } from './ids.ts'
import { noUser } from './keys.ts'
import type { Parts } from './parts.ts'
import { expiriesOf, isValid, newPeriods, type SessionCheck, toSession } from './session-check.ts'

/** Lucia's methods for sessions, repaired. */
export function sessionMethods(parts: Parts, check: SessionCheck) {
  const { auth, adapter, tables, options, limit } = parts
  const { getSession } = check
  return {
    getSession,
    createSession: (options: NewSession) => createSession(parts, check, options),

    validateSession: (sessionId: string) => check.validateSession(sessionId),

    async getSessionHandle(sessionId: string): Promise<string> {
      return options.sessionIds === 'hashed' ? await handleOf(sessionId) : sessionId
    },

    // Lucia asks for the user at the same time, and leaves the other query to fail by itself.
    async getAllUserSessions(userId: string) {
      const [userRow, rows] = (await adapter.getUserAndSessions(userId)) ?? noUser()
      const user = auth.transformDatabaseUser(userRow)
      return rows
        .map((row) => limit?.limited(row, limit.startOf(row)) ?? row)
        .filter(isValid)
        .map((row) => auth.transformDatabaseSession(row, { user, fresh: false }))
    },

    // Lucia prints session ids in its debug mode.
    async invalidateSession(sessionId: string): Promise<void> {
      auth['validateSessionIdArgument'](sessionId)
      await adapter.deleteSession(sessionId)
    },

    async updateSessionAttributes(sessionId: string, attributes: object) {
      const given = givenAttributes(tables.session, attributes)
      if (Object.keys(given).length === 0) return await getSession(sessionId)
      const stored = await adapter.updateSession(sessionId, given)
      if (!stored) return await getSession(sessionId)
      const userRow = await adapter.getUser(stored.user_id)
      return toSession(parts, userRow ? [stored, userRow] : [null, null])
    },
  }
}

type NewSession = Parameters<LuciaAuth['createSession']>[0]

/** Lucia inserts the session while it looks for the user, and leaves it there if there is none. */
async function createSession(
  parts: Parts,
  { getSession }: SessionCheck,
  { userId, attributes: wanted = {}, ...options }: NewSession,
): Promise<Session> {
  const { auth, adapter, tables, limit } = parts
  const sessionId = options.sessionId ?? newSessionId(tables)
  const start = limit && Date.now()
  const attributes = {
    ...(limit && { createdAt: start }),
    ...givenAttributes(tables.session, wanted),
  }
  const expires = expiriesOf(newPeriods(parts, start))
  const row = { ...attributes, id: sessionId, user_id: userId, ...expires }
  const [stored, userRow] = (await adapter.addSession(row)) ?? noUser()
  if (!stored && tables.session.leavesOut(attributes)) return await getSession(sessionId)
  const user = auth.transformDatabaseUser(userRow)
  // A column of fixed length gives its id back with blanks.
  const shown = stored ? { ...stored, id: sessionId } : row
  return auth.transformDatabaseSession(shown, { user, fresh: false })
}

/** The methods that delete what has expired. */
export function expiryMethods({ adapter }: Parts) {
  return {
    // Lucia does not wait for its deletes: on Workers they may never happen.
    async deleteDeadUserSessions(userId: string): Promise<void> {
      await adapter.deleteExpiredUserSessions(userId)
    },

    // Lucia never deletes the sessions of users who do not come back.
    deleteExpiredSessions: (options: LimitOption = {}): Promise<number> =>
      inBatches('deleteExpiredSessions', options, (limit) => adapter.deleteExpiredSessions(limit)),
  }
}
