import type Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { incoming, userOf } from './incoming.ts'
import { ours, plain, plantSession } from './pair.ts'

/** Attributes as they come out of a request's body that nobody has checked. */
const fromBody = (text: string) => JSON.parse(text)

const users = (database: Database.Database) =>
  database.prepare('select id, username from user order by id').all()

describe("S9: attributes that bear the names of Lucia's own columns", () => {
  it("plain Lucia: hand a session to somebody else, or move a user's id", async () => {
    const { auth, database } = plain()
    plantSession(database, 'session-1', { userId: 'berta' })
    await auth.updateSessionAttributes('session-1', fromBody('{ "user_id": "anna" }'))
    expect(await userOf(auth, incoming({}, { session: 'session-1' }))).toBe('anna')
    plantSession(database, 'dead', { state: 'expired' })
    await auth.updateSessionAttributes('dead', fromBody('{ "idle_expires": 9e15 }'))
    expect(await userOf(auth, incoming({}, { session: 'dead' }))).toBe('anna')
    database.exec('delete from user_session')
    await auth.updateUserAttributes('berta', fromBody('{ "id": "root" }')).catch(() => {})
    expect(users(database)).toContainEqual({ id: 'root', username: 'berta' })
  })

  it('here: are refused, by the names of the columns and of the schema', async () => {
    const { auth, database } = ours()
    plantSession(database, 'session-1', { userId: 'berta' })
    const before = database.prepare('select * from user_session').all()
    for (const name of ['id', 'user_id', 'userId', 'idle_expires', 'idleExpires']) {
      const attributes = fromBody(`{ "${name}": "anna" }`)
      const update = auth.updateSessionAttributes('session-1', attributes)
      await expect(update, name).rejects.toThrow(TypeError)
      const session = auth.createSession({ userId: 'berta', attributes })
      await expect(session, name).rejects.toThrow(TypeError)
    }
    const user = auth.updateUserAttributes('berta', fromBody('{ "id": "root" }'))
    await expect(user).rejects.toThrow(TypeError)
    expect(database.prepare('select * from user_session').all()).toEqual(before)
    expect(users(database)).toHaveLength(2)
  })
})

describe('S10: attributes whose names hold SQL', () => {
  const injected = fromBody(
    '{ "username` = \'owned-\' || id where ? is not null and ? is not null --": "x" }',
  )

  it("plain Lucia: run it, and change everybody's row", async () => {
    const { auth, database } = plain()
    await auth.updateUserAttributes('berta', injected)
    expect(users(database)).toEqual([
      { id: 'anna', username: 'owned-anna' },
      { id: 'berta', username: 'owned-berta' },
    ])
  })

  it('here: are refused, and so is every name that is no attribute', async () => {
    const { auth, database } = ours()
    for (const attributes of [injected, fromBody('{ "__proto__": 1 }'), { toString: 1 }]) {
      await expect(auth.updateUserAttributes('berta', attributes)).rejects.toThrow(TypeError)
      await expect(auth.createUser({ key: null, attributes })).rejects.toThrow(TypeError)
    }
    expect(users(database)).toEqual([
      { id: 'anna', username: 'anna' },
      { id: 'berta', username: 'berta' },
    ])
  })
})
