import Database from 'better-sqlite3'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import { afterEach, expect, it, vi } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { sqliteTables } from '../ddl.ts'
import { schemas } from '../fixtures/sqlite.ts'

const open: Database.Database[] = []

afterEach(() => {
  vi.restoreAllMocks()
  for (const database of open.splice(0)) database.close()
})

/** A database of one user, whose name is that of the database. */
async function openFor(name: string) {
  const database = new Database(':memory:')
  open.push(database)
  for (const statement of await sqliteTables(schemas.lucia)) database.exec(statement)
  const { auth } = createAuth(database, {
    schema: schemas.lucia,
    getUserAttributes: ({ username }) => ({ username }),
  })
  await auth.createUser({ userId: 'user', key: null, attributes: { username: name } })
  await auth.createSession({ userId: 'user', sessionId: 'one' })
  return auth
}

it('a lookup is written for the first handle alone, and asks each handle’s own database', async () => {
  const auths = await Promise.all(['anna', 'berta', 'carla'].map(openFor))
  const writing = vi.spyOn(SQLiteSyncDialect.prototype, 'buildSelectQuery')
  for (let check = 0; check < 2; check++) {
    const sessions = await Promise.all(auths.map((auth) => auth.validateSession('one')))
    expect(sessions.map(({ user }) => user.username)).toEqual(['anna', 'berta', 'carla'])
  }
  const keys = await Promise.all(auths.map((auth) => auth.getAllUserSessions('user')))
  expect(keys.flat().map(({ user }) => user.username)).toEqual(['anna', 'berta', 'carla'])
  // The session check and the list: each of them once, whichever handle was first.
  expect(writing.mock.calls.length).toBeLessThanOrEqual(2)
})

it('a lookup does not keep the first handle', async () => {
  const auth = await openFor('anna')
  await auth.validateSession('one')
  const other = await openFor('berta')
  open[0]?.close()
  await expect(auth.validateSession('one')).rejects.toThrow('not open')
  await expect(other.validateSession('one')).resolves.toMatchObject({ user: { username: 'berta' } })
})
