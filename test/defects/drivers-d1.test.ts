import { d1 } from '@lucia-auth/adapter-sqlite'
import { drizzle } from 'drizzle-orm/d1'
import { blob, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { lucia } from 'lucia'
import { describe, expect, inject, it } from 'vitest'
import { createAuth } from '../../src/d1.ts'
import { SetupError, UniqueConstraintError } from '../../src/errors.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { useD1 } from './d1.ts'
import { tableNames } from './pair.ts'

const database = useD1(() => inject('sqliteTables').modes)
const rows = async (table: string) =>
  (await database().prepare(`select * from ${table}`).all()).results
const plain = () => lucia({ adapter: d1(database(), tableNames), env: 'PROD' })

const key = { providerId: 'username', providerUserId: 'anna', password: null }
const joinedAt = new Date(Date.UTC(2026, 0, 1))

describe('V9: dates as attributes', () => {
  it('plain Lucia on D1: are refused', async () => {
    const attributes = { username: 'anna', joined_at: joinedAt }
    const user = plain().createUser({ key: null, attributes })
    await expect(user).rejects.toThrow('D1_TYPE_ERROR')
  })

  it("here: are stored as the column's mode says, and so are booleans and JSON", async () => {
    const { auth } = createAuth(database(), {
      schema: schemas.modes,
      getUserAttributes: ({ joinedAt, admin, settings }) => ({ joinedAt, admin, settings }),
    })
    const shown = { joinedAt, admin: true, settings: { theme: 'dark' } }
    const attributes = { username: 'anna', ...shown }
    await auth.createUser({ userId: 'anna', key, attributes })
    expect(await auth.getUser('anna')).toEqual({ userId: 'anna', ...shown })
    expect(await rows('user')).toMatchObject([{ joined_at: joinedAt.getTime(), admin: 1 }])
  })
})

describe('V4: a unique attribute that is taken', () => {
  const byOurs = () => createAuth(database(), { schema: schemas.modes }).auth

  it("plain Lucia on D1: is D1's own error", async () => {
    await byOurs().createUser({ key: null, attributes: { username: 'anna' } })
    const attributes = { username: 'anna', joined_at: 0 }
    const error = await plain()
      .createUser({ key, attributes })
      .catch((reason) => reason)
    expect(error.message).toMatch(/^D1_ERROR: UNIQUE constraint failed/)
    expect(error).not.toHaveProperty('code')
  })

  it('here: is that error, which names the column as well', async () => {
    await byOurs().createUser({ key: null, attributes: { username: 'anna' } })
    const again = byOurs().createUser({ key, attributes: { username: 'anna' } })
    const error = await again.catch((reason) => reason)
    expect(error.message).toMatch(/^D1_ERROR: UNIQUE constraint failed/)
    expect(error).toMatchObject({ table: 'user', columns: ['username'] })
    expect(error).toBeInstanceOf(UniqueConstraintError)
  })
})

describe("S7: expiries in a blob column of Drizzle's, as Lucia's guide shows it", () => {
  const session = sqliteTable('user_session', {
    id: text('id').primaryKey(),
    userId: text('user_id').notNull(),
    activeExpires: blob('active_expires', { mode: 'bigint' }).notNull(),
    idleExpires: blob('idle_expires', { mode: 'bigint' }).notNull(),
  })

  /** A session that ended in 2023, with the bytes that Drizzle writes into such a column. */
  async function plantOldSession(): Promise<void> {
    const bytes = new TextEncoder().encode('1700000000000').buffer
    const insert = database().prepare('insert into user_session values (?, ?, ?, ?, null)')
    await insert.bind('old', 'anna', bytes, bytes).run()
  }

  async function withBlobTable(): Promise<void> {
    for (const statement of [
      'drop table user_session',
      `create table user_session (id text primary key, user_id text not null,
        active_expires blob not null, idle_expires blob not null, seen_at integer)`,
      `insert into user (id, username, joined_at) values ('anna', 'anna', 0)`,
    ]) {
      await database().prepare(statement).run()
    }
  }

  it('plain Lucia on D1: a session that Drizzle has written never expires', async () => {
    await withBlobTable()
    await plantOldSession()
    expect(await plain().validateSession('old')).toMatchObject({ user: { userId: 'anna' } })
  })

  it('plain Lucia on D1: a session that Lucia has written cannot be read through Drizzle', async () => {
    await withBlobTable()
    await plain().createSession({ userId: 'anna', attributes: {} })
    await expect(drizzle(database()).select().from(session)).rejects.toThrow()
  })

  it('here: such a column is refused at set-up, with the cure', () => {
    const { user, key } = schemas.modes
    const setUp = () => createAuth(database(), { schema: { user, session, key } as never })
    expect(setUp).toThrow(SetupError)
    expect(setUp).toThrow(/schema\.session\.activeExpires must hold a number.*integer\(\)/)
  })

  it('here: the table works with integer() columns, and the sessions in it have expired', async () => {
    await withBlobTable()
    const { auth } = createAuth(database(), { schema: schemas.modes })
    await plantOldSession()
    await expect(auth.validateSession('old')).rejects.toThrow('AUTH_INVALID_SESSION_ID')
  })
})
