import { afterEach, describe, expect, it, vi } from 'vitest'
import { type ExistingEngine, type Fixture, type Halves, withHalves } from './engine.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 0, 1)
const password = 'correct horse battery staple'
const anna = {
  userId: 'anna',
  key: { providerId: 'username', providerUserId: 'anna', password },
  attributes: { username: 'anna' },
}
const session = { userId: 'anna', attributes: { country: 'CH' } }

/** What holds for tables and rows that are older than this library, in both directions. */
export function existingCases(engine: ExistingEngine): void {
  afterEach(() => {
    vi.useRealTimers()
  })

  describe.each(engine.fixtures)(`${engine.name}, $name`, (fixture: Fixture) => {
    const halves = (body: (halves: Halves) => Promise<void>) => () => {
      vi.useFakeTimers({ now, toFake: ['Date'] })
      return withHalves(engine, fixture, body)
    }
    it('reads and validates what the official adapter has written', halves(readsTheirs))
    it('renews, changes and deletes what the official adapter has written', halves(changesTheirs))
    it('knows keys and expired sessions of the official adapter as its own', halves(mindsTheirs))
    it('writes what the official adapter reads and validates', halves(writesForThem))
    it('writes what the official adapter renews, changes and deletes', halves(letsThemChange))
    it('stores the very values that the official adapter stores', halves(storesTheSame))
  })
}

async function readsTheirs({ ours, official }: Halves): Promise<void> {
  await official.createUser(anna)
  await official.createKey({ ...anna.key, userId: 'anna', providerId: 'email', password: null })
  const { sessionId } = await official.createSession(session)
  expect(await ours.useKey('username', 'anna', password)).toMatchObject({ userId: 'anna' })
  expect(await ours.getAllUserKeys('anna')).toHaveLength(2)
  expect(await ours.getUser('anna')).toEqual({ userId: 'anna', username: 'anna' })
  const validated = {
    sessionId,
    user: { userId: 'anna', username: 'anna' },
    country: 'CH',
    activePeriodExpiresAt: new Date(now + day),
    idlePeriodExpiresAt: new Date(now + 15 * day),
    state: 'active',
    fresh: false,
  }
  expect(await ours.validateSession(sessionId)).toEqual(validated)
  expect(await ours.getAllUserSessions('anna')).toEqual([validated])
}

async function changesTheirs({ ours, official, database, tableNames }: Halves): Promise<void> {
  await official.createUser({ ...anna, key: { ...anna.key, password: null } })
  const { sessionId } = await official.createSession(session)
  vi.setSystemTime(now + 10 * day)
  expect(await ours.validateSession(sessionId)).toMatchObject({ fresh: true, state: 'active' })
  expect((await official.getSession(sessionId)).idlePeriodExpiresAt).toEqual(
    new Date(now + 25 * day),
  )
  await ours.updateSessionAttributes(sessionId, { country: 'DE' })
  await ours.updateUserAttributes('anna', { username: 'änn' })
  expect(await official.validateSession(sessionId)).toMatchObject({
    country: 'DE',
    user: { username: 'änn' },
  })
  await ours.updateKeyPassword('username', 'anna', 'another')
  expect(await official.getKey('username', 'anna')).toMatchObject({ passwordDefined: true })
  await ours.deleteUser('anna')
  for (const table of Object.values(tableNames)) {
    expect(await database.rows(`SELECT id FROM ${table}`)).toEqual([])
  }
}

async function mindsTheirs({ ours, official, database, tableNames }: Halves): Promise<void> {
  await official.createUser({ ...anna, key: { ...anna.key, password: null } })
  const { sessionId } = await official.createSession(session)
  const again = ours.createUser({ ...anna, userId: 'berta', key: { ...anna.key, password: null } })
  await expect(again).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
  const taken = {
    table: tableNames.user.replace('app.', ''),
    columns: ['id'],
  }
  await expect(ours.createUser({ ...anna, key: null })).rejects.toMatchObject(taken)
  expect(await database.rows(`SELECT id FROM ${tableNames.user}`)).toEqual([{ id: 'anna' }])
  vi.setSystemTime(now + 15 * day)
  expect(await ours.deleteExpiredSessions()).toBe(0)
  vi.setSystemTime(now + 15 * day + 1)
  await expect(ours.validateSession(sessionId)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
  expect(await ours.deleteExpiredSessions()).toBe(1)
}

async function writesForThem({ ours, official }: Halves): Promise<void> {
  await ours.createUser(anna)
  await ours.createKey({ ...anna.key, userId: 'anna', providerId: 'email', password: null })
  const { sessionId } = await ours.createSession(session)
  expect(await official.useKey('username', 'anna', password)).toMatchObject({ userId: 'anna' })
  await expect(official.useKey('email', 'anna', null)).resolves.toMatchObject({ userId: 'anna' })
  expect(await official.getAllUserKeys('anna')).toHaveLength(2)
  expect(await official.validateSession(sessionId)).toEqual(await ours.validateSession(sessionId))
  expect(await official.getAllUserSessions('anna')).toEqual(await ours.getAllUserSessions('anna'))
}

async function letsThemChange({ ours, official, database, tableNames }: Halves): Promise<void> {
  await ours.createUser({ ...anna, key: { ...anna.key, password: null } })
  const { sessionId } = await ours.createSession(session)
  vi.setSystemTime(now + 10 * day)
  expect(await official.validateSession(sessionId)).toMatchObject({ fresh: true })
  expect((await ours.validateSession(sessionId)).idlePeriodExpiresAt).toEqual(
    new Date(now + 25 * day),
  )
  await official.updateSessionAttributes(sessionId, { country: null })
  await official.updateUserAttributes('anna', { username: 'änn' })
  expect(await ours.validateSession(sessionId)).toMatchObject({
    country: null,
    user: { username: 'änn' },
  })
  await official.deleteKey('username', 'anna')
  await expect(ours.useKey('username', 'anna', null)).rejects.toThrow('AUTH_INVALID_KEY_ID')
  await official.deleteUser('anna')
  await expect(ours.validateSession(sessionId)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
  for (const table of Object.values(tableNames)) {
    expect(await database.rows(`SELECT id FROM ${table}`)).toEqual([])
  }
}

async function storesTheSame({ ours, official, database, tableNames }: Halves): Promise<void> {
  const { user, session: sessions, key: keys } = tableNames
  const stored = []
  for (const half of [official, ours]) {
    await half.createUser({ ...anna, key: { ...anna.key, password: null } })
    await half.createSession({ ...session, sessionId: 'session-1' })
    stored.push([
      await database.rows(`SELECT * FROM ${user}`),
      await database.rows(`SELECT * FROM ${keys}`),
      await database.rows(`SELECT *, ${database.storageOfExpiry} AS storage FROM ${sessions}`),
    ])
    for (const table of [sessions, keys, user]) await database.run(`DELETE FROM ${table}`)
  }
  expect(stored[1]).toEqual(stored[0])
  expect(stored[1]?.flat()).toMatchObject([{}, { user_id: 'anna' }, { country: 'CH' }])
}
