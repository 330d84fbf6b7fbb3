import { describe, expect, it, vi } from 'vitest'
import { incoming, userOf } from './incoming.ts'
import { ids, ours, plain, plantSession } from './pair.ts'

describe('S11: a logout elsewhere while a session is renewed', () => {
  it('plain Lucia: the session comes back once more, as a valid one', async () => {
    const { auth, database } = plain({
      // Called between the read and the write of a renewal.
      getUserAttributes: (): object => database.exec('delete from user_session'),
    })
    plantSession(database, 'idle', { state: 'idle' })
    expect(await userOf(auth, incoming({}, { session: 'idle' }))).toBe('anna')
    expect(ids(database, 'session')).toEqual([])
  })

  it('here: there is no session, and the cookie ends', async () => {
    const { auth, database } = ours({
      getUserAttributes: (): object => database.exec('delete from user_session'),
    })
    plantSession(database, 'idle', { state: 'idle' })
    const context = incoming({}, { session: 'idle' })
    expect(await userOf(auth, context)).toBeNull()
    expect(context.cookies).toEqual([expect.stringMatching(/^auth_session=;/)])
    expect(ids(database, 'session')).toEqual([])
  })
})

describe('a fault in the database while a session is renewed', () => {
  it('plain Lucia: is the error of the request', async () => {
    const { auth, database } = plain()
    plantSession(database, 'idle', { state: 'idle' })
    database.exec(`create trigger refuse before update on user_session
      begin select raise(abort, 'refused'); end`)
    const { validate } = auth.handleRequest(incoming({}, { session: 'idle' }))
    await expect(validate()).rejects.toThrow('refused')
  })

  it('here: leaves the session as it is, and the next request renews it', async () => {
    const { auth, database } = ours()
    plantSession(database, 'idle', { state: 'idle' })
    database.exec(`create trigger refuse before update on user_session
      begin select raise(abort, 'refused'); end`)
    const context = incoming({}, { session: 'idle' })
    expect(await userOf(auth, context)).toBe('anna')
    expect(context.cookies).toEqual([])
    database.exec('drop trigger refuse')
    expect(await userOf(auth, context)).toBe('anna')
    expect(context.cookies).toHaveLength(1)
  })
})

describe('a session that expires between two reads', () => {
  it('here: ends at the second, in the same process and in the same millisecond', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { auth, database } = ours()
    plantSession(database, 'session-1', { state: 'idle' })
    const [row] = database.prepare('select idle_expires as ends from user_session').all()
    const { ends } = row as { ends: number }
    vi.setSystemTime(ends)
    expect((await auth.getSession('session-1')).user.userId).toBe('anna')
    vi.setSystemTime(ends + 1)
    expect(await userOf(auth, incoming({}, { session: 'session-1' }))).toBeNull()
    vi.useRealTimers()
  })
})

describe('S12: a session whose expiry is no number', () => {
  // What a column of another type, or an import of old data, leaves there.
  const spoil = `update user_session set idle_expires = 'never', active_expires = 'never'`

  it('plain Lucia: is valid for ever', async () => {
    const { auth, database } = plain()
    plantSession(database, 'session-1', { state: 'expired' })
    database.exec(spoil)
    expect(await userOf(auth, incoming({}, { session: 'session-1' }))).toBe('anna')
  })

  it('here: is no session', async () => {
    const { auth, database } = ours()
    plantSession(database, 'session-1', { state: 'expired' })
    database.exec(spoil)
    expect(await userOf(auth, incoming({}, { session: 'session-1' }))).toBeNull()
    expect(await auth.getAllUserSessions('anna')).toEqual([])
  })
})
