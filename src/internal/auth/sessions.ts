import { type Auth as LuciaAuth, LuciaError, type Session as LuciaSession } from 'lucia'
import type { AuthAdapter, SessionExpiries } from '../adapter/adapter.ts'
import { assertOptions, isWhole, type Rules } from '../rules.ts'
import { givenAttributes, leavesOut } from './attributes.ts'
import { newId } from './ids.ts'
import type { Parts } from './parts.ts'

/** Lucia's methods for sessions, repaired. */
export function sessionMethods({ auth, adapter, schema }: Parts) {
  // Lucia takes an expiry that is no number for one that never comes.
  const toSession = ([row, userRow]: Awaited<
    ReturnType<AuthAdapter['getSessionAndUser']>
  >): LuciaSession => {
    if (row === null || !isValid(row)) throw new LuciaError('AUTH_INVALID_SESSION_ID')
    const user = auth.transformDatabaseUser(userRow)
    return auth.transformDatabaseSession(row, { user, fresh: false })
  }

  return {
    async getSession(sessionId: string) {
      return toSession(await adapter.getSessionAndUser(sessionId))
    },

    // Lucia asks for the user at the same time, and leaves the other query to fail by itself.
    async getAllUserSessions(userId: string) {
      const user = await auth.getUser(userId)
      const rows = await adapter.getSessionsByUserId(userId)
      return rows
        .filter(isValid)
        .map((row) => auth.transformDatabaseSession(row, { user, fresh: false }))
    },

    // Lucia's renewed session still says `idle`, and comes back even if a logout has deleted it.
    async validateSession(sessionId: string) {
      const session = toSession(await adapter.getSessionAndUser(sessionId))
      if (session.state === 'active') return session
      const { active_expires, idle_expires } = expiries(auth)
      const isThere = await renewed(adapter, sessionId, { active_expires, idle_expires })
      if (isThere === undefined) return session
      if (!isThere) throw new LuciaError('AUTH_INVALID_SESSION_ID')
      return {
        ...session,
        activePeriodExpiresAt: new Date(active_expires),
        idlePeriodExpiresAt: new Date(idle_expires),
        state: 'active',
        fresh: true,
      }
    },

    // Lucia inserts the session while it looks for the user, and leaves it there if there is none.
    async createSession(options: Parameters<LuciaAuth['createSession']>[0]) {
      const { userId, attributes: wanted = {} } = options
      const sessionId = options.sessionId ?? newId('session', schema, 40)
      const attributes = givenAttributes('session', schema.session, wanted)
      const user = await auth.getUser(userId)
      const expires = expiries(auth)
      const row = { ...attributes, id: sessionId, user_id: userId, ...expires }
      const stored = await adapter.setSession(row)
      if (stored) return auth.transformDatabaseSession(stored, { user, fresh: false })
      if (leavesOut('session', schema.session, attributes)) return await auth.getSession(sessionId)
      return auth.transformDatabaseSession(row, { user, fresh: false })
    },

    async updateSessionAttributes(sessionId: string, attributes: object) {
      const given = givenAttributes('session', schema.session, attributes)
      if (Object.keys(given).length === 0) return await auth.getSession(sessionId)
      const stored = await adapter.updateSession(sessionId, given)
      if (!stored) return await auth.getSession(sessionId)
      const userRow = await adapter.getUser(stored.user_id)
      return toSession(userRow ? [stored, userRow] : [null, null])
    },
  }
}

/**
 * Renews a session; whether it is still there, or undefined where the database cannot write, which
 * is no reason to refuse a session that it has just read. The next check tries again.
 */
async function renewed(
  adapter: AuthAdapter,
  sessionId: string,
  expiries: SessionExpiries,
): Promise<boolean | undefined> {
  try {
    return await adapter.renewSession(sessionId, expiries)
  } catch (error) {
    // What the app did before in its own transaction is undone as well: that is not to be hidden.
    if (await adapter.endsTransaction(error)) throw error
    return undefined
  }
}

function isValid({ idle_expires }: Pick<SessionExpiries, 'idle_expires'>): boolean {
  return Number(idle_expires) >= Date.now()
}

/** The expiries of a session that starts now, as its row has them. */
function expiries(auth: LuciaAuth): SessionExpiries {
  const { activePeriodExpiresAt, idlePeriodExpiresAt } = auth['getNewSessionExpiration']()
  return {
    active_expires: activePeriodExpiresAt.getTime(),
    idle_expires: idlePeriodExpiresAt.getTime(),
  }
}

const expiryRules: Rules = {
  limit: [
    'a whole number from 0, or Infinity',
    (limit) => isWhole(limit, 0) || limit === Number.POSITIVE_INFINITY,
  ],
}

/** The methods that delete what has expired. */
export function expiryMethods({ adapter }: Parts) {
  return {
    // Lucia does not wait for its deletes: on Workers they may never happen.
    async deleteDeadUserSessions(userId: string): Promise<void> {
      await adapter.deleteExpiredUserSessions(userId)
    },

    // Lucia never deletes the sessions of users who do not come back.
    async deleteExpiredSessions(options: { limit?: number } = {}): Promise<number> {
      assertOptions('deleteExpiredSessions(): options', options, expiryRules)
      const { limit = 10_000 } = options
      let deleted = 0
      while (deleted < limit) {
        const batch = Math.min(limit - deleted, 1_000)
        const count = await adapter.deleteExpiredSessions(batch)
        deleted += count
        if (count < batch) break
      }
      return deleted
    },
  }
}
