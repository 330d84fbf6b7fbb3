import { describe, expect, it } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { UniqueConstraintError } from '../../src/errors.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { type DatabaseOptions, ids, openDatabase, ours, plain, plantSession } from './pair.ts'

const key = { providerId: 'username', providerUserId: 'anna', password: null }

describe('V3: a user id that is taken', () => {
  const again = { userId: 'anna', key, attributes: { username: 'carla' } }

  it('plain Lucia on better-sqlite3: is reported as a taken key', async () => {
    const { auth } = plain()
    await expect(auth.createUser(again)).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
  })

  it("here: is an error that names the user's id", async () => {
    const { auth, database } = ours()
    const error = await auth.createUser(again).catch((reason) => reason)
    expect(error).toBeInstanceOf(UniqueConstraintError)
    expect(error).toMatchObject({ table: 'user', columns: ['id'] })
    expect(ids(database, 'key')).toEqual([])
  })
})

describe('V4: a unique attribute that is taken', () => {
  const again = { key, attributes: { username: 'anna' } }

  it("plain Lucia on better-sqlite3: is the driver's own error", async () => {
    const { auth } = plain()
    const error = await auth.createUser(again).catch((reason) => reason)
    expect(error).toMatchObject({ name: 'SqliteError', code: 'SQLITE_CONSTRAINT_UNIQUE' })
  })

  it('here: is that error, which names the column as well', async () => {
    const { auth } = ours()
    const code = 'SQLITE_CONSTRAINT_UNIQUE'
    const taken = { name: 'SqliteError', code, table: 'user', columns: ['username'] }
    const error = await auth.createUser(again).catch((reason) => reason)
    expect(error).toMatchObject(taken)
    expect(error).toBeInstanceOf(UniqueConstraintError)
  })
})

describe('V9: booleans and dates as attributes', () => {
  const joinedAt = new Date(Date.UTC(2026, 0, 1))

  it('plain Lucia on better-sqlite3: are refused', async () => {
    const { auth, database } = plain()
    database.exec('alter table user add joined_at integer; alter table user add admin integer')
    for (const value of [{ joined_at: joinedAt }, { admin: true }]) {
      const user = auth.createUser({ key: null, attributes: { username: 'carla', ...value } })
      await expect(user).rejects.toThrow('SQLite3 can only bind')
    }
  })

  it("here: are stored as the column's mode says", async () => {
    const database = openDatabase()
    database.exec(`drop table user_session; drop table user_key; drop table user;
      create table user (id text primary key, username text, joined_at integer, admin integer,
        settings text, role text default 'reader', age integer, score real, balance numeric,
        large blob, picture blob)`)
    const { auth } = createAuth(database, {
      schema: schemas.modes,
      getUserAttributes: ({ joinedAt, admin }) => ({ joinedAt, admin }),
    })
    const attributes = { username: 'carla', joinedAt, admin: true }
    await auth.createUser({ userId: 'carla', key: null, attributes })
    expect(await auth.getUser('carla')).toEqual({ userId: 'carla', joinedAt, admin: true })
    const stored = database.prepare('select joined_at, admin from user').get()
    expect(stored).toEqual({ joined_at: joinedAt.getTime(), admin: 1 })
  })
})

describe('V11: the queries of a session check', () => {
  type Half = ReturnType<typeof plain> | ReturnType<typeof ours>

  async function queries(half: (options: DatabaseOptions) => Half): Promise<number> {
    let statements = 0
    const { auth, database } = half({ verbose: () => statements++ })
    plantSession(database, 'session-1')
    statements = 0
    await auth.validateSession('session-1')
    return statements
  }

  it('plain Lucia on better-sqlite3: are two', async () => {
    expect(await queries((options) => plain({}, options))).toBe(2)
  })

  it('here: are one', async () => {
    expect(await queries((options) => ours({}, options))).toBe(1)
  })
})

describe("V12: createUser() inside the app's own transaction", () => {
  const newUser = { userId: 'carla', key, attributes: { username: 'carla' } }

  it('plain Lucia on better-sqlite3: fails, and takes back what the app has written', async () => {
    const { auth, database } = plain()
    database.exec('begin')
    database.exec(`update user set username = 'changed' where id = 'anna'`)
    const user = auth.createUser(newUser)
    await expect(user).rejects.toThrow('cannot start a transaction within a transaction')
    expect(database.inTransaction).toBe(false)
    expect(database.prepare(`select username from user where id = 'anna'`).pluck().get()).toBe(
      'anna',
    )
  })

  it('here: is part of it', async () => {
    const { auth, database } = ours()
    const { userId } = newUser
    database.exec('begin')
    database.exec(`update user set username = 'changed' where id = 'anna'`)
    await auth.createUser(newUser)
    const again = auth.createUser({ ...newUser, userId: 'dora', attributes: { username: 'dora' } })
    await expect(again).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
    expect(database.inTransaction).toBe(true)
    database.exec('commit')
    expect(ids(database, 'user')).toEqual(['anna', 'berta', userId])
    expect(await auth.useKey('username', 'anna', null)).toMatchObject({ userId })
  })
})
