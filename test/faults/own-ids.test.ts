import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Auth } from '../../src/internal/auth/auth.ts'
import type { Handle, LuciaSchema, Opened } from '../drivers/driver.ts'
import { handles } from '../drivers/drivers.ts'
import { tablesWithOwnIds, uuidTables } from './own-ids.ts'

const user = () => `usr_${crypto.randomUUID()}`
const session = () => `ses_${crypto.randomUUID()}`
const key = { providerId: 'username', providerUserId: 'ann', password: null }
const attributes = { username: 'ann' }

/** Hands over the auth of a subject on such tables, and how many rows each of them has. */
async function withAuth(
  { open, createAuth }: Handle,
  schema: LuciaSchema,
  body: (auth: Auth, counts: () => Promise<number[]>, opened: Opened) => Promise<void>,
): Promise<void> {
  const opened = await open(schema)
  try {
    const { auth } = createAuth(opened.handle, { schema })
    const counts = () => opened.counts('user', 'user_session', 'user_key')
    await body(auth as unknown as Auth, counts, opened)
  } finally {
    await opened.close()
  }
}

describe.each(handles)('$name, on tables whose ids the app makes', (subject) => {
  const { dialect } = subject

  it('asks $defaultFn() for the id of a user and of a session, unless one is given', () =>
    withAuth(subject, tablesWithOwnIds(dialect, { user, session }), async (auth, counts) => {
      const { userId } = await auth.createUser({ key, attributes } as never)
      expect(userId).toMatch(/^usr_[\da-f-]{36}$/)
      expect(await auth.getUser(userId)).toEqual({ userId })
      const { sessionId } = await auth.createSession({ userId, attributes: {} })
      expect(sessionId.trim()).toMatch(/^ses_[\da-f-]{36}$/)
      expect(await auth.validateSession(sessionId)).toMatchObject({ user: { userId } })
      await auth.createUser({ userId: 'bert', key: null })
      await auth.createSession({ userId: 'bert', sessionId: session(), attributes: {} })
      expect(await auth.getAllUserSessions('bert')).toHaveLength(1)
      expect(await counts()).toEqual([2, 2, 1])
    }))

  it('writes nothing when $defaultFn() makes no id', () =>
    withAuth(subject, subject.schema, async (_, counts, { handle }) => {
      const made = ['', null, 1, {}, Promise.resolve('ann'), sql`gen_random_uuid()`]
      for (const id of made) {
        const schema = tablesWithOwnIds(dialect, {
          user: () => id as never,
          session: () => id as never,
        })
        const { auth } = subject.createAuth(handle, { schema })
        const rule = /^A new id of schema\.user\.id must be a non-empty string\. Received /
        await expect(auth.createUser({ key: null } as never)).rejects.toThrow(rule)
        await auth.createUser({ userId: 'ann', key: null, attributes } as never)
        const newSession = auth.createSession({ userId: 'ann', attributes: {} })
        await expect(newSession).rejects.toThrow(/^A new id of schema\.session\.id must be/)
        await auth.deleteUser('ann')
      }
      expect(await counts()).toEqual([0, 0, 0])
    }))
})

const postgres = handles.filter(({ dialect }) => dialect === 'postgres')
describe.each(postgres)('$name, on tables whose ids are UUIDs', (subject) => {
  it('works with them', () =>
    withAuth(subject, uuidTables, async (auth, counts) => {
      const { userId } = await auth.createUser({ key, attributes } as never)
      const { sessionId } = await auth.createSession({ userId, attributes: {} })
      expect(await auth.validateSession(sessionId)).toMatchObject({ user: { userId } })
      expect(await auth.useKey('username', 'ann', null)).toMatchObject({ userId })
      expect(await counts()).toEqual([1, 1, 1])
    }))

  it('knows no user and no session by other text, which a cookie may hold', () =>
    withAuth(subject, uuidTables, async (auth, counts) => {
      const { userId } = await auth.createUser({ key, attributes } as never)
      await auth.createSession({ userId, attributes: {} })
      for (const id of ['ann', `${userId} `, `{${userId}}`, userId.slice(1), 'x'.repeat(36)]) {
        const ofUser: (() => Promise<unknown>)[] = [
          () => auth.getUser(id),
          () => auth.deleteUser(id),
          () => auth.updateUserAttributes(id, attributes as never),
          () => auth.createUser({ userId: id, key: null }),
          () => auth.createSession({ userId: id, attributes: {} }),
          () => auth.createKey({ ...key, userId: id }),
          () => auth.getAllUserKeys(id),
          () => auth.getAllUserSessions(id),
          () => auth.invalidateAllUserSessions(id),
          () => auth.deleteDeadUserSessions(id),
        ]
        for (const call of ofUser) await expect(call()).rejects.toThrow('AUTH_INVALID_USER_ID')
        const ofSession: (() => Promise<unknown>)[] = [
          () => auth.validateSession(id),
          () => auth.getSession(id),
          () => auth.invalidateSession(id),
          () => auth.createSession({ userId, sessionId: id, attributes: {} }),
          () => auth.updateSessionAttributes(id, {}),
        ]
        for (const call of ofSession)
          await expect(call()).rejects.toThrow('AUTH_INVALID_SESSION_ID')
      }
      expect(await counts()).toEqual([1, 1, 1])
    }))
})
