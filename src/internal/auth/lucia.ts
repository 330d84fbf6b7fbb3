import { type Auth as LuciaAuth, LuciaError, type Session as LuciaSession, lucia } from 'lucia'
import { generateRandomString } from 'lucia/utils'
import { scrypt } from '../../password.ts'
import type { DrizzleAdapter, SessionExpiries } from '../adapter/drizzle.ts'
import type { AuthOptions } from '../options.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { luciaTable } from '../schema/lucia-table.ts'
import { givenAttributes, leavesOut } from './attributes.ts'
import { keyMethods, newKey } from './keys.ts'
import { requestMethods } from './requests.ts'

/** What the repairs work on. */
export interface Parts {
  auth: LuciaAuth
  adapter: DrizzleAdapter
  schema: AuthSchema
  options: AuthOptions<AuthSchema>
}

/**
 * Lucia's `Auth` on an adapter, with its defects repaired: the same instance, some of whose methods
 * are replaced by those below. Each says what Lucia does and why that is wrong.
 */
export function createLucia(
  adapter: DrizzleAdapter,
  schema: AuthSchema,
  options: AuthOptions<AuthSchema>,
): LuciaAuth {
  const { getSessionAttributes } = options
  const { toRow } = luciaTable('session', schema.session)
  const auth = lucia({
    ...options,
    adapter: () => adapter,
    env: options.env ?? 'PROD',
    passwordHash: options.passwordHash ?? scrypt,
    csrfProtection: false, // `handleRequest()` below decides
    // Lucia replaces its default attributes by those given, and so loses `Path=/`.
    sessionCookie: {
      ...options.sessionCookie,
      attributes: { sameSite: 'lax', path: '/', ...options.sessionCookie?.attributes },
    },
    getSessionAttributes: getSessionAttributes && ((row) => getSessionAttributes(toRow(row))),
  })
  const parts = { auth, adapter, schema, options }
  return Object.assign(
    auth,
    sessionMethods(parts),
    expiryMethods(parts),
    userMethods(parts),
    keyMethods(parts),
    requestMethods(parts),
  )
}

function sessionMethods({ auth, adapter, schema }: Parts) {
  const { updateSessionAttributes } = auth

  const find = (sessionId: string) => {
    auth['validateSessionIdArgument'](sessionId)
    return adapter.getSessionAndUser(sessionId)
  }

  // Lucia takes an expiry that is no number for one that never comes.
  const toSession = ([row, userRow]: Awaited<ReturnType<typeof find>>): LuciaSession => {
    if (row === null || !isValid(row)) throw new LuciaError('AUTH_INVALID_SESSION_ID')
    const user = auth.transformDatabaseUser(userRow)
    return auth.transformDatabaseSession(row, { user, fresh: false })
  }

  return {
    async getSession(sessionId: string) {
      return toSession(await find(sessionId))
    },

    // Lucia hands whatever a header holds to the database, which may refuse it with an error.
    validateSessionIdArgument(sessionId: unknown): void {
      if (typeof sessionId !== 'string' || !/^[!-~]{1,255}$/.test(sessionId)) {
        throw new LuciaError('AUTH_INVALID_SESSION_ID')
      }
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
      const session = toSession(await find(sessionId))
      if (session.state === 'active') return session
      const { active_expires, idle_expires } = expiries(auth)
      if (!(await adapter.renewSession(sessionId, { active_expires, idle_expires }))) {
        throw new LuciaError('AUTH_INVALID_SESSION_ID')
      }
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
      const { userId } = options
      const sessionId = options.sessionId ?? generateRandomString(40)
      auth['validateSessionIdArgument'](sessionId)
      const attributes = givenAttributes('session', schema.session, options.attributes)
      const user = await auth.getUser(userId)
      const expires = expiries(auth)
      const row = { ...attributes, id: sessionId, user_id: userId, ...expires }
      await adapter.setSession(row)
      if (leavesOut('session', schema.session, attributes)) return await auth.getSession(sessionId)
      return auth.transformDatabaseSession(row, { user, fresh: false })
    },

    async updateSessionAttributes(sessionId: string, attributes: object) {
      const given = givenAttributes('session', schema.session, attributes)
      if (Object.keys(given).length === 0) return await auth.getSession(sessionId)
      return await updateSessionAttributes(sessionId, given)
    },
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

function expiryMethods({ adapter }: Parts) {
  return {
    // Lucia does not wait for its deletes: on Workers they may never happen.
    async deleteDeadUserSessions(userId: string): Promise<void> {
      await adapter.deleteExpiredUserSessions(userId)
    },

    // Lucia never deletes the sessions of users who do not come back.
    async deleteExpiredSessions({ limit = 10_000 } = {}): Promise<number> {
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

function userMethods({ auth, adapter, schema }: Parts) {
  const { updateUserAttributes } = auth
  return {
    // Lucia returns the attributes that it was given, without the table's defaults.
    async createUser(options: Parameters<LuciaAuth['createUser']>[0]) {
      const { key } = options
      const userId = options.userId ?? generateRandomString(15)
      const attributes = givenAttributes('user', schema.user, options.attributes)
      const row = { ...attributes, id: userId }
      await adapter.setUser(row, key && (await newKey(auth, userId, key)))
      if (leavesOut('user', schema.user, attributes)) return await auth.getUser(userId)
      return auth.transformDatabaseUser(row)
    },

    async updateUserAttributes(userId: string, attributes: object) {
      const given = givenAttributes('user', schema.user, attributes)
      if (Object.keys(given).length === 0) return await auth.getUser(userId)
      return await updateUserAttributes(userId, given)
    },

    // Lucia deletes sessions, keys and user one after the other: a fault in between leaves parts.
    async deleteUser(userId: string): Promise<void> {
      await adapter.deleteUser(userId)
    },
  }
}
