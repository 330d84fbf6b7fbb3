import { LuciaError, type Session as LuciaSession } from 'lucia'
import type { AuthAdapter, FoundSession, SessionExpiries } from '../adapter/adapter.ts'
import { sessionIdFault } from './ids.ts'
import type { Parts } from './parts.ts'

/** How a session is looked up and renewed, for the methods of `auth` and for requests. */
export interface SessionCheck {
  /** The session of an id, as it is; a `LuciaError` where there is none that is valid. */
  getSession(sessionId: string): Promise<LuciaSession>
  /** The same, renewed where it is in its idle period. */
  validateSession(sessionId: string): Promise<LuciaSession>
  /**
   * Renews a session in its idle period, and leaves one that is active. Where the database cannot
   * write, which is no reason to refuse a session that it has just read, the session stays as it is.
   *
   * @param mayRenew is given the session as it will be, before anything is written; where it says no,
   * nothing is
   */
  renewSession(
    session: LuciaSession,
    mayRenew?: (renewed: LuciaSession) => boolean,
  ): Promise<LuciaSession>
  /** Takes a renewal back: the session as it was. */
  restoreSession(session: LuciaSession): Promise<void>
}

export function sessionCheck(parts: Parts): SessionCheck {
  const { adapter, tables, limit } = parts
  function find(sessionId: string) {
    const fault = sessionIdFault(tables, sessionId)
    if (fault) throw fault
    return adapter.getSessionAndUser(sessionId)
  }

  return {
    async getSession(sessionId) {
      return toSession(parts, await find(sessionId))
    },

    async validateSession(sessionId) {
      const session = toSession(parts, await find(sessionId))
      return session.state === 'active' ? session : await this.renewSession(session)
    },

    // Lucia's renewed session still says `idle`, and comes back even if a logout has deleted it.
    async renewSession(session, mayRenew) {
      if (session.state === 'active') return session
      const start = limit?.starts.get(session)
      const periods = newPeriods(parts, start)
      const renewed: LuciaSession = { ...session, ...periods, state: 'active', fresh: true }
      if (mayRenew?.(renewed) === false) return session
      const isThere = await stored(adapter, renewed, start)
      if (isThere === undefined) return session
      if (!isThere) throw new LuciaError('AUTH_INVALID_SESSION_ID')
      return renewed
    },

    async restoreSession(session) {
      await stored(adapter, session)
    },
  }
}

/** Stores the periods of a session; whether it is there, or undefined where nothing can be written. */
async function stored(
  adapter: AuthAdapter,
  session: LuciaSession,
  createdAt?: number,
): Promise<boolean | undefined> {
  const expiries = expiriesOf(session)
  const values = createdAt === undefined ? expiries : { ...expiries, createdAt }
  try {
    return await adapter.renewSession(session.sessionId, values)
  } catch (error) {
    // What the app did before in its own transaction is undone as well: that is not to be hidden.
    if (await adapter.endsTransaction(error)) throw error
    return undefined
  }
}

/** The session of a row and its user's; a `LuciaError` where there is none that is valid. */
export function toSession({ auth, limit }: Parts, [found, userRow]: FoundSession): LuciaSession {
  const start = found && limit?.startOf(found)
  const row = found && limit ? limit.limited(found, Number(start)) : found
  if (row === null || !isValid(row)) throw new LuciaError('AUTH_INVALID_SESSION_ID')
  const user = auth.transformDatabaseUser(userRow)
  const session = auth.transformDatabaseSession(row, { user, fresh: false })
  limit?.starts.set(session, Number(start))
  return session
}

/** Lucia takes an expiry that is no number for one that never comes. */
export function isValid({ idle_expires }: Pick<SessionExpiries, 'idle_expires'>): boolean {
  return Number(idle_expires) >= Date.now()
}

/** The periods of a session that is made or renewed now. */
export function newPeriods({ auth, limit }: Parts, start: number | undefined): Periods {
  const periods = auth['getNewSessionExpiration']()
  if (!limit || start === undefined) return periods
  const { active_expires, idle_expires } = limit.limited(expiriesOf(periods), start)
  return {
    activePeriodExpiresAt: new Date(active_expires),
    idlePeriodExpiresAt: new Date(idle_expires),
  }
}

type Periods = Pick<LuciaSession, 'activePeriodExpiresAt' | 'idlePeriodExpiresAt'>

/** The expiries of a session, as its row has them. */
export function expiriesOf(session: Periods): SessionExpiries {
  return {
    active_expires: session.activePeriodExpiresAt.getTime(),
    idle_expires: session.idlePeriodExpiresAt.getTime(),
  }
}
