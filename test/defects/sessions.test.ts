import { describe, expect, it } from 'vitest'
import { uncaught } from '../faults/uncaught.ts'
import { ids, ours, plain, plantSession } from './pair.ts'

/** Lets SQLite refuse to delete from a table, as a fault in the middle would. */
const refuseDeletesFrom = (table: string) =>
  `create trigger refuse before delete on "${table}" begin select raise(abort, 'refused'); end`

describe("S1: a fault while a user's dead sessions are deleted", () => {
  it('plain Lucia: has said that all went well, and nobody handles the error', async () => {
    const { auth, database } = plain()
    plantSession(database, 'dead', { state: 'expired' })
    database.exec(refuseDeletesFrom('user_session'))
    const reasons = await uncaught(() => auth.deleteDeadUserSessions('anna'))
    expect(reasons).toMatchObject([{ message: 'refused' }])
    expect(ids(database, 'session')).toEqual(['dead'])
  })

  it('here: is the error of the call', async () => {
    const { auth, database } = ours()
    plantSession(database, 'dead', { state: 'expired' })
    database.exec(refuseDeletesFrom('user_session'))
    const reasons = await uncaught(async () => {
      await expect(auth.deleteDeadUserSessions('anna')).rejects.toThrow(/refused|delete/)
    })
    expect(reasons).toEqual([])
  })

  it('here: it is one statement, and no other session goes', async () => {
    const statements: unknown[] = []
    const { auth, database } = ours({}, { verbose: (statement) => statements.push(statement) })
    for (const id of ['dead-1', 'dead-2', 'dead-3']) {
      plantSession(database, id, { state: 'expired' })
    }
    plantSession(database, 'idle', { state: 'idle' })
    plantSession(database, 'of-berta', { userId: 'berta', state: 'expired' })
    statements.length = 0
    await auth.deleteDeadUserSessions('anna')
    expect(statements).toEqual([expect.stringMatching(/^delete from "user_session"/)])
    expect(ids(database, 'session')).toEqual(['idle', 'of-berta'])
  })
})

describe('S2: expired sessions of users who do not come back', () => {
  it('plain Lucia: has no method that deletes them', async () => {
    const { auth, database } = plain()
    plantSession(database, 'dead', { state: 'expired' })
    await expect(auth.validateSession('dead')).rejects.toThrow('AUTH_INVALID_SESSION_ID')
    expect(await auth.getAllUserSessions('anna')).toEqual([])
    expect(ids(database, 'session')).toEqual(['dead'])
    expect(auth).not.toHaveProperty('deleteExpiredSessions')
  })

  it('here: are deleted through the index, and counted', async () => {
    const statements: unknown[] = []
    const { auth, database } = ours({}, { verbose: (statement) => statements.push(statement) })
    for (let index = 0; index < 2_500; index++) {
      plantSession(database, `dead-${index}`, { state: 'expired' })
    }
    plantSession(database, 'active')
    plantSession(database, 'idle', { state: 'idle' })
    statements.length = 0
    expect(await auth.deleteExpiredSessions({ limit: 1_500 })).toBe(1_500)
    const [first] = statements.splice(0)
    const plan = database.prepare(`explain query plan ${first}`).all() as { detail: string }[]
    const steps = plan.map(({ detail }) => detail)
    expect(steps).toContainEqual(expect.stringContaining('user_session_idle_expires_index'))
    expect(steps.filter((step) => step.startsWith('SCAN user_session'))).toEqual([])
    expect(await auth.deleteExpiredSessions()).toBe(1_000)
    expect(ids(database, 'session')).toEqual(['active', 'idle'])
  })
})

describe('S3: a fault in the middle of deleteUser()', () => {
  const userWithKey = (auth: ReturnType<typeof plain>['auth'] | ReturnType<typeof ours>['auth']) =>
    auth.createKey({
      userId: 'anna',
      providerId: 'username',
      providerUserId: 'anna',
      password: null,
    })

  it('plain Lucia: leaves a user without keys, whom nobody can sign in as', async () => {
    const { auth, database } = plain()
    await userWithKey(auth)
    plantSession(database, 'session-1')
    database.exec(refuseDeletesFrom('user'))
    await expect(auth.deleteUser('anna')).rejects.toThrow('refused')
    expect(ids(database, 'user')).toEqual(['anna', 'berta'])
    expect(ids(database, 'key')).toEqual([])
    expect(ids(database, 'session')).toEqual([])
  })

  it('here: leaves everything, and the next call deletes it', async () => {
    const { auth, database } = ours()
    await userWithKey(auth)
    plantSession(database, 'session-1')
    plantSession(database, 'of-berta', { userId: 'berta' })
    database.exec(refuseDeletesFrom('user'))
    await expect(auth.deleteUser('anna')).rejects.toThrow()
    expect(ids(database, 'user')).toEqual(['anna', 'berta'])
    expect(ids(database, 'key')).toEqual(['username:anna'])
    expect(ids(database, 'session')).toEqual(['of-berta', 'session-1'])
    database.exec('drop trigger refuse')
    await auth.deleteUser('anna')
    expect(ids(database, 'user')).toEqual(['berta'])
    expect(ids(database, 'key')).toEqual([])
    expect(ids(database, 'session')).toEqual(['of-berta'])
  })
})

describe('S4: a session for a user who does not exist, where there are no foreign keys', () => {
  const withoutForeignKeys = { foreignKeys: false }

  it('plain Lucia: is refused, and stored all the same', async () => {
    const { auth, database } = plain({}, withoutForeignKeys)
    const session = auth.createSession({ userId: 'nobody', sessionId: 'orphan', attributes: {} })
    await expect(session).rejects.toThrow('AUTH_INVALID_USER_ID')
    expect(ids(database, 'session')).toEqual(['orphan'])
  })

  it('here: is refused, and not stored', async () => {
    const { auth, database } = ours({}, withoutForeignKeys)
    const session = auth.createSession({ userId: 'nobody', sessionId: 'orphan' })
    await expect(session).rejects.toThrow('AUTH_INVALID_USER_ID')
    expect(ids(database, 'session')).toEqual([])
  })
})
