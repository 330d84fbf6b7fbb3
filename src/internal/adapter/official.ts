import { Column, getTableColumns } from 'drizzle-orm'
import { type Adapter, type InitializeAdapter, LuciaError, type SessionAdapter } from 'lucia'
import { SetupError } from '../../errors.ts'
import { attributeNames } from '../auth/attributes.ts'
import type { AuthSchema } from '../schema/auth-schema.ts'
import type { DrizzleAdapter, SessionExpiries } from './drizzle.ts'

/**
 * The built-in adapter with the methods of an official one in place of its own. What Lucia's
 * interface has no method for, the built-in one still does, on the same tables.
 */
export function withAdapter(
  builtIn: DrizzleAdapter,
  initialize: InitializeAdapter<Adapter>,
  schema: AuthSchema,
): DrizzleAdapter {
  assertUnmapped('user', schema)
  assertUnmapped('session', schema)
  const official = initialize(LuciaError)
  return Object.assign(Object.create(builtIn), sessionAndUser(official, official), official, {
    deleteUser: (userId: string) => builtIn.deleteUser(userId),
  })
}

/** An adapter with its sessions held elsewhere, where the database knows nothing of them. */
export function withSessionAdapter(
  adapter: DrizzleAdapter,
  initialize: InitializeAdapter<SessionAdapter>,
): DrizzleAdapter {
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

/** The session check of adapters that cannot join: a session whose user is gone is none. */
function sessionAndUser(
  sessions: Pick<Adapter, 'getSession'>,
  users: Pick<Adapter, 'getUser'>,
): Pick<DrizzleAdapter, 'getSessionAndUser'> {
  return {
    async getSessionAndUser(sessionId) {
      const session = await sessions.getSession(sessionId)
      const user = session && (await users.getUser(session.user_id))
      return user ? [session, user] : [null, null]
    },
  }
}

/**
 * Official adapters take attributes for columns and hand their values to the driver: they know
 * neither the names nor the values that Drizzle maps to others.
 */
function assertUnmapped(part: 'user' | 'session', schema: AuthSchema): void {
  const columns = getTableColumns(schema[part])
  for (const name of attributeNames(part, schema[part])) {
    const column = columns[name]
    if (column === undefined) continue
    const renamed = column.name !== name
    if (!renamed && !isMapped(column)) continue
    const problem = renamed
      ? `has another name in the database, "${column.name}"`
      : `is stored as another value than the ${column.dataType} that it is in JavaScript`
    throw new SetupError(
      'INVALID_SCHEMA',
      `schema.${part}.${name} ${problem}, which an official adapter does not know. Leave options.adapter out, or change the column`,
    )
  }
}

function isMapped(column: Column): boolean {
  const { mapFromDriverValue, mapToDriverValue } = Column.prototype
  const isPlain = column.dataType === 'string' || column.dataType === 'number'
  return (
    !isPlain &&
    (column.mapToDriverValue !== mapToDriverValue ||
      column.mapFromDriverValue !== mapFromDriverValue)
  )
}
