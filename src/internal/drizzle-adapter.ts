import { and, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Adapter, KeySchema, SessionSchema, UserSchema } from 'lucia'
import type { DrizzleClient, Statement, Traits } from './driver.ts'
import { luciaTable } from './lucia-table.ts'
import type { AuthSchema } from './schema.ts'
import { type Write, withDriverErrors, writer } from './violation.ts'

/** When a session ends, in unix milliseconds, by Lucia's names. */
export type SessionExpiries = Pick<SessionSchema, 'active_expires' | 'idle_expires'>

/** A Lucia adapter that also does what Lucia's own interface has no method for. */
export interface DrizzleAdapter extends Required<Adapter> {
  /** Updates the expiries of a session; resolves to false when the session is gone. */
  renewSession(sessionId: string, expiries: SessionExpiries): Promise<boolean>
  /** Deletes at most `limit` sessions that ended before now; resolves to their number. */
  deleteExpiredSessions(limit: number): Promise<number>
  /** Deletes all sessions of one user that ended before now. */
  deleteExpiredUserSessions(userId: string): Promise<void>
}

/**
 * Lucia's adapter over any Drizzle client. Each method is one statement, or several that happen
 * together or not at all. Where it does not hold the sessions, it leaves their table alone.
 */
export function drizzleAdapter(
  schema: AuthSchema,
  traits: Traits,
  holdsSessions: boolean,
): DrizzleAdapter {
  const write = writer(schema, traits.violation, async (userId) => !!(await users.getUser(userId)))
  const users = userMethods(schema, traits, write, holdsSessions)
  return withDriverErrors({
    ...users,
    ...keyMethods(schema, traits, write),
    ...sessionMethods(schema, traits, write),
    ...checkMethods(schema, traits),
    ...expiryMethods(schema, traits),
  })
}

function userMethods(
  { user, session, key }: AuthSchema,
  { db, together }: Traits,
  write: Write,
  holdsSessions: boolean,
) {
  const { fields } = luciaTable('user', user)
  const keys = luciaTable('key', key)
  return {
    async getUser(userId) {
      const [row] = await db.select<UserSchema>(fields).from(user).where(eq(user.id, userId))
      return row ?? null
    },
    async setUser(userRow, keyRow) {
      const statements = (tx: DrizzleClient): [Statement, ...Statement[]] => [
        tx.insert(user).values(userRow),
        ...(keyRow ? [tx.insert(key).values(keys.toRow(keyRow))] : []),
      ]
      await write(together(statements))
    },
    async updateUser(userId, attributes) {
      await write(db.update(user).set(attributes).where(eq(user.id, userId)))
    },
    async deleteUser(userId) {
      const statements = (tx: DrizzleClient): [Statement, ...Statement[]] => [
        tx.delete(key).where(eq(key.userId, userId)),
        ...(holdsSessions ? [tx.delete(session).where(eq(session.userId, userId))] : []),
        tx.delete(user).where(eq(user.id, userId)),
      ]
      await write(together(statements))
    },
  } satisfies Partial<DrizzleAdapter>
}

function keyMethods({ key }: AuthSchema, { db }: Traits, write: Write) {
  const { fields, toRow } = luciaTable('key', key)
  return {
    async getKey(keyId) {
      const [row] = await db.select<KeySchema>(fields).from(key).where(eq(key.id, keyId))
      return row ?? null
    },
    async getKeysByUserId(userId) {
      return await db.select<KeySchema>(fields).from(key).where(eq(key.userId, userId))
    },
    async setKey(row) {
      await write(db.insert(key).values(toRow(row)), row.user_id)
    },
    async updateKey(keyId, partialKey) {
      await write(db.update(key).set(toRow(partialKey)).where(eq(key.id, keyId)))
    },
    async deleteKey(keyId) {
      await db.delete(key).where(eq(key.id, keyId))
    },
    async deleteKeysByUserId(userId) {
      await db.delete(key).where(eq(key.userId, userId))
    },
  } satisfies Partial<DrizzleAdapter>
}

function sessionMethods({ session }: AuthSchema, { db, changedRows }: Traits, write: Write) {
  const { fields, toRow } = luciaTable('session', session)
  const update = (sessionId: string, values: object) =>
    db.update(session).set(toRow(values)).where(eq(session.id, sessionId))
  return {
    async getSession(sessionId) {
      const [row] = await db
        .select<SessionSchema>(fields)
        .from(session)
        .where(eq(session.id, sessionId))
      return row ?? null
    },
    async getSessionsByUserId(userId) {
      return await db.select<SessionSchema>(fields).from(session).where(eq(session.userId, userId))
    },
    async setSession(row) {
      await write(db.insert(session).values(toRow(row)), row.user_id)
    },
    async updateSession(sessionId, partialSession) {
      await write(update(sessionId, partialSession))
    },
    async renewSession(sessionId, expiries) {
      return changedRows(await update(sessionId, expiries)) > 0
    },
    async deleteSession(sessionId) {
      await db.delete(session).where(eq(session.id, sessionId))
    },
    async deleteSessionsByUserId(userId) {
      await db.delete(session).where(eq(session.userId, userId))
    },
  } satisfies Partial<DrizzleAdapter>
}

/** The session check: session and user in one join, prepared when it is first needed. */
function checkMethods({ user, session }: AuthSchema, { db }: Traits) {
  const fields = {
    session: luciaTable('session', session).fields,
    user: luciaTable('user', user).fields,
  }
  const prepare = () =>
    db
      .select<{ session: SessionSchema; user: UserSchema }>(fields)
      .from(session)
      .innerJoin(user, eq(user.id, session.userId))
      .where(eq(session.id, sql.placeholder('sessionId')))
      .prepare()
  let prepared: ReturnType<typeof prepare> | undefined
  return {
    async getSessionAndUser(sessionId) {
      prepared ??= prepare()
      const [row] = await prepared.execute({ sessionId })
      return row ? [row.session, row.user] : [null, null]
    },
  } satisfies Partial<DrizzleAdapter>
}

/** The clean-up, for which Lucia has no method. What has expired is decided as the rows are deleted. */
function expiryMethods({ session }: AuthSchema, { db, changedRows }: Traits) {
  const expired = () => lt(session.idleExpires, Date.now())
  return {
    async deleteExpiredSessions(limit) {
      const oldest = db
        .select({ id: session.id })
        .from(session)
        .where(expired())
        .orderBy(session.idleExpires)
        .limit(limit)
        .as('expired')
      // MySQL takes neither a limit nor the table itself in such a subquery, but both one level down.
      const among = inArray(session.id, sql`(select * from ${oldest})`)
      return changedRows(await db.delete(session).where(and(among, expired())))
    },
    async deleteExpiredUserSessions(userId) {
      await db.delete(session).where(and(eq(session.userId, userId), expired()))
    },
  } satisfies Partial<DrizzleAdapter>
}
