import { betterSqlite3 } from '@lucia-auth/adapter-sqlite'
import Database from 'better-sqlite3'
import { type Adapter, LuciaError, type SessionAdapter, type SessionSchema } from 'lucia'
import { describe, expect, it, vi } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { SetupError } from '../../src/errors.ts'
import { sqliteTables } from '../ddl.ts'
import { schemas } from '../fixtures/sqlite.ts'

const day = 24 * 60 * 60 * 1000

/** A store as apps write it: a class, whose list of a user's sessions stands beside the sessions. */
class Sessions implements SessionAdapter {
  readonly rows = new Map<string, SessionSchema>()
  readonly byUser = new Map<string, Set<string>>()
  beforeUpdate = async (): Promise<void> => {}

  async getSession(sessionId: string) {
    return this.rows.get(sessionId) ?? null
  }
  async getSessionsByUserId(userId: string) {
    const ids = [...(this.byUser.get(userId) ?? [])]
    return ids.flatMap((id) => this.rows.get(id) ?? [])
  }
  async setSession(session: SessionSchema) {
    this.rows.set(session.id, session)
    const ids = this.byUser.get(session.user_id) ?? new Set()
    this.byUser.set(session.user_id, ids.add(session.id))
  }
  async updateSession(sessionId: string, session: Partial<SessionSchema>) {
    const row = this.rows.get(sessionId)
    await this.beforeUpdate()
    if (row) this.rows.set(sessionId, { ...row, ...session })
  }
  async deleteSession(sessionId: string) {
    this.byUser.get(this.rows.get(sessionId)?.user_id ?? '')?.delete(sessionId)
    this.rows.delete(sessionId)
  }
  async deleteSessionsByUserId(userId: string) {
    for (const id of this.byUser.get(userId) ?? []) this.rows.delete(id)
    this.byUser.delete(userId)
  }
}

async function openDatabase() {
  const database = new Database(':memory:')
  for (const statement of await sqliteTables(schemas.lucia)) database.exec(statement)
  const count = (table: string) => database.prepare(`select count(*) from ${table}`).pluck().get()
  return { database, count }
}

const anna = { userId: 'anna', key: null, attributes: { username: 'anna' } }

describe('an adapter that is an instance of a class', () => {
  it('holds the sessions', async () => {
    const { database, count } = await openDatabase()
    const sessions = new Sessions()
    const options = { schema: schemas.lucia, sessionAdapter: () => sessions }
    const { auth } = createAuth(database, options)
    await auth.createUser(anna)
    const { sessionId } = await auth.createSession({ userId: 'anna' })
    expect(count('user_session')).toBe(0)
    expect([...sessions.rows.keys()]).toEqual([sessionId])
    expect(await auth.validateSession(sessionId)).toMatchObject({ user: { userId: 'anna' } })
    await auth.invalidateAllUserSessions('anna')
    await expect(auth.validateSession(sessionId)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
  })

  it('is used in place of the built-in one', async () => {
    const { database } = await openDatabase()
    const names = { user: 'user', session: 'user_session', key: 'user_key' }
    const official = betterSqlite3(database as never, names)(LuciaError)
    const called: string[] = []
    class Counting {}
    for (const [name, method] of Object.entries(official)) {
      const count = (...args: never[]) => {
        called.push(name)
        return (method as (...args: never[]) => unknown)(...args)
      }
      Object.defineProperty(Counting.prototype, name, { value: count })
    }
    const adapter = () => () => new Counting() as Adapter
    const { auth } = createAuth(database, { schema: schemas.lucia, adapter })
    await auth.createUser(anna)
    await auth.getUser('anna')
    expect(called).toEqual(['setUser', 'getUser'])
  })

  it.each(['getSession', 'deleteSessionsByUserId', 'updateSession'])(
    'must have all methods of the interface: %s',
    async (name) => {
      const { database } = await openDatabase()
      const sessions = Object.defineProperty(new Sessions(), name, { value: undefined })
      const setUp = () =>
        createAuth(database, { schema: schemas.lucia, sessionAdapter: () => sessions })
      expect(setUp).toThrow(SetupError)
      expect(setUp).toThrow(`options.sessionAdapter must make an adapter with all methods`)
      expect(setUp).toThrow(`${name}() is missing`)
    },
  )
})

describe('a session that is held elsewhere', () => {
  it('does not come back when the user is signed out everywhere while it is renewed', async () => {
    const { database } = await openDatabase()
    const sessions = new Sessions()
    const options = { schema: schemas.lucia, sessionAdapter: () => sessions }
    const { auth } = createAuth(database, options)
    await auth.createUser(anna)
    const { sessionId } = await auth.createSession({ userId: 'anna' })
    try {
      vi.useFakeTimers({ now: Date.now() + 2 * day, toFake: ['Date'] })
      sessions.beforeUpdate = () => auth.invalidateAllUserSessions('anna')
      await expect(auth.validateSession(sessionId)).rejects.toThrow('AUTH_INVALID_SESSION_ID')
      expect(sessions.rows.size).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a new password beside sessions that are held elsewhere', () => {
  const name = { providerId: 'username', providerUserId: 'anna' }
  async function withSessions() {
    const { database } = await openDatabase()
    const sessions = new Sessions()
    const { auth } = createAuth(database, {
      schema: schemas.lucia,
      sessionAdapter: () => sessions,
      passwordHash: {
        generate: async (password) => `hash of ${password}`,
        validate: async (password, hash) => hash === `hash of ${password}`,
      },
    })
    await auth.createUser({ ...anna, key: { ...name, password: 'first' } })
    for (const sessionId of ['one', 'two']) await auth.createSession({ userId: 'anna', sessionId })
    const hash = () => database.prepare('select hashed_password from user_key').pluck().get()
    return { auth, sessions, hash }
  }

  it('ends them', async () => {
    const { auth, sessions, hash } = await withSessions()
    const change = { ...name, current: 'first', password: 'second', keep: 'one' }
    await auth.changePassword(change)
    expect([...sessions.rows.keys()]).toEqual(['one'])
    await expect(auth.changePassword(change)).rejects.toThrow('AUTH_INVALID_PASSWORD')
    expect([...sessions.rows.keys()]).toEqual(['one'])
    await auth.resetPassword({ ...name, password: 'third' })
    expect([...sessions.rows.keys()]).toEqual([])
    expect(hash()).toBe('hash of third')
  })

  it('is not stored where their store does not answer', async () => {
    const { auth, sessions, hash } = await withSessions()
    sessions.getSessionsByUserId = () => Promise.reject(new Error('Connection lost'))
    await expect(auth.resetPassword({ ...name, password: 'second' })).rejects.toThrow(
      'Connection lost',
    )
    expect(hash()).toBe('hash of first')
  })
})
