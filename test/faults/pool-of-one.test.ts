import { afterEach, describe, expect, it, vi } from 'vitest'
import { type CreateAuth, withHandle } from '../drivers/driver.ts'
import { connectLibsql, createLibsqlAuth } from '../drivers/libsql.ts'
import { mysql2Connection, mysql2Pool } from '../drivers/mysql2.ts'
import { pgClient, pgPool } from '../drivers/pg.ts'
import { postgresJs } from '../drivers/postgres-js.ts'
import { settling } from './poll.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 0, 1)
const key = { providerId: 'username', providerUserId: 'anna', password: null }
type Auth = ReturnType<CreateAuth>['auth']

afterEach(() => {
  vi.useRealTimers()
})

/** Everything that `auth` does, one call after the other, refusals included. */
async function oneByOne(auth: Auth): Promise<void> {
  await auth.createUser({ userId: 'anna', key, attributes: { username: 'anna' } })
  const taken = auth.createUser({ key, attributes: { username: 'berta' } })
  await expect(taken).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
  const unique = auth.createUser({ key: null, attributes: { username: 'anna' } })
  await expect(unique).rejects.toMatchObject({ columns: ['username'] })
  await auth.createKey({ ...key, userId: 'anna', providerId: 'email' })
  expect(await auth.getAllUserKeys('anna')).toHaveLength(2)
  await auth.useKey('email', 'anna', null)
  await auth.updateKeyPassword('email', 'anna', null)
  await auth.deleteKey('email', 'anna')
  await auth.updateUserAttributes('anna', { username: 'berta' })
  const { sessionId } = await auth.createSession({ userId: 'anna', attributes: { country: 'CH' } })
  await expect(auth.createSession({ userId: 'nobody' })).rejects.toThrow('AUTH_INVALID_USER_ID')
  await auth.updateSessionAttributes(sessionId, { country: 'DE' })
  expect(await auth.validateSession(sessionId)).toMatchObject({ fresh: false })
  expect(await auth.getAllUserSessions('anna')).toHaveLength(1)
  vi.setSystemTime(now + 2 * day)
  expect(await auth.validateSession(sessionId)).toMatchObject({ fresh: true })
  vi.setSystemTime(now + 100 * day)
  await auth.deleteDeadUserSessions('anna')
  expect(await auth.deleteExpiredSessions()).toBe(0)
  await auth.invalidateAllUserSessions('anna')
  await auth.deleteUser('anna')
}

/** Twenty people at once, each from the sign-up to the end of the account. */
async function allAtOnce(auth: Auth): Promise<void> {
  vi.setSystemTime(now)
  const names = Array.from({ length: 20 }, (_, index) => `user-${index}`)
  const each = (use: (name: string) => Promise<unknown>) => Promise.all(names.map(use))
  await each((name) =>
    auth.createUser({
      userId: name,
      key: { ...key, providerUserId: name },
      attributes: { username: name },
    }),
  )
  await each((name) => auth.createSession({ userId: name, sessionId: name }))
  vi.setSystemTime(now + 2 * day)
  const renewed = await each((name) => auth.validateSession(name))
  expect(renewed).toEqual(names.map(() => expect.objectContaining({ fresh: true })))
  await each((name) => auth.deleteUser(name))
}

async function everything(auth: Auth): Promise<void> {
  vi.useFakeTimers({ now, toFake: ['Date'] })
  await settling('a call on a pool of one', oneByOne(auth))
  await settling('one of many calls on a pool of one', allAtOnce(auth))
}

const drivers = [pgPool, pgClient, postgresJs, mysql2Pool, mysql2Connection]

describe.each(drivers)('$name of one connection', (driver) => {
  it('serves everything that auth does, one by one and all at once', () =>
    withHandle(driver, 1, async ({ setup, database }) => {
      await everything(setup.auth)
      expect(await database.counts('user', 'user_key', 'user_session')).toEqual([0, 0, 0])
    }))
})

describe('libSQL over HTTP, one request at a time', () => {
  it('serves everything that auth does, one by one and all at once', async () => {
    const { client, schema, counts, close } = await connectLibsql(undefined, 1)
    try {
      await everything(createLibsqlAuth(client, { schema }).auth)
      expect(await counts('user', 'user_key', 'user_session')).toEqual([0, 0, 0])
    } finally {
      await close()
    }
  })
})
