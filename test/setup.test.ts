import Database from 'better-sqlite3'
import { pgTable, text as postgresText } from 'drizzle-orm/pg-core'
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { afterAll, describe, expect, it } from 'vitest'
import * as betterSqlite3 from '../src/better-sqlite3.ts'
import { SetupError } from '../src/errors.ts'
import { createSchema } from '../src/schema/sqlite.ts'

const database = new Database(':memory:')
afterAll(() => void database.close())

function errorOf(setUp: () => unknown): SetupError {
  try {
    setUp()
  } catch (error) {
    if (error instanceof SetupError) return error
    throw error
  }
  throw new Error('The set-up was accepted')
}

describe('the options', () => {
  const createAuth = (options: unknown) => betterSqlite3.createAuth(database, options as never)

  it('are refused when they do not exist, or are not what they must be', () => {
    const wrong = [
      { shema: createSchema() },
      { schema: 'user' },
      { env: 'dev' },
      { middleware: {} },
      { csrfProtection: 'yes' },
      { csrfProtection: { allowedSubdomain: '*' } },
      { csrfProtection: { host: 'https://app.example' } },
      { sessionExpiresIn: { idlePeriod: -1 } },
      { sessionExpiresIn: { activePeriod: Number.NaN, idlePeriod: 1 } },
      { getUserAttributes: 'email' },
      { passwordHash: { generate: () => '' } },
      { adapter: 'd1' },
      { schema: createSchema(), tableNames: { user: 'people' } },
    ]
    for (const options of wrong) {
      expect([options, errorOf(() => createAuth(options)).code]).toEqual([
        options,
        'INVALID_OPTIONS',
      ])
    }
    expect(errorOf(() => createAuth(1)).message).toContain('options must be a plain object')
    expect(createAuth({ env: undefined, schema: undefined })).toBeDefined()
  })

  it('are not changed', () => {
    const options = Object.freeze({ tableNames: Object.freeze({ user: 'people' }), env: 'DEV' })
    expect(createAuth(options)).toMatchObject({ tableNames: { user: 'people', key: 'user_key' } })
  })
})

describe('the tables', () => {
  const { user, session, key } = createSchema()
  const createAuth = (schema: unknown) => betterSqlite3.createAuth(database, { schema } as never)

  it('are refused when a column is missing, or a table is of another dialect', () => {
    const withoutUser = sqliteTable('user_key', { id: text('id').primaryKey() })
    const missing = errorOf(() => createAuth({ user, session, key: withoutUser }))
    expect(missing).toMatchObject({ code: 'INVALID_SCHEMA' })
    expect(missing.message).toContain('schema.key.userId is missing')
    const foreign = pgTable('people', { id: postgresText('id').primaryKey() })
    const dialect = errorOf(() => createAuth({ user: foreign, session, key }))
    expect(dialect.message).toContain('a table of another dialect')
    expect(errorOf(() => createAuth({ user, key })).code).toBe('INVALID_SCHEMA')
  })

  it('are refused with expiries that never come, and the cure', () => {
    for (const expires of [blob({ mode: 'bigint' }), text()]) {
      const broken = sqliteTable('user_session', {
        id: text('id').primaryKey(),
        userId: text('user_id').notNull(),
        activeExpires: expires.notNull(),
        idleExpires: expires.notNull(),
      })
      const { message } = errorOf(() => createAuth({ user, session: broken, key }))
      expect(message).toContain('schema.session.activeExpires must hold a number')
      expect(message).toContain('integer()')
    }
  })

  it('are refused when two columns have one name, or Lucia owns an extra one', () => {
    const user = { owner: text('id') }
    expect(errorOf(() => createSchema({ user })).code).toBe('INVALID_SCHEMA')
    const owned = { idleExpires: integer('ends') }
    expect(errorOf(() => createSchema({ session: owned })).message).toContain('session.idleExpires')
  })

  it('are refused under names that cannot be quoted, empty ones and equal ones', () => {
    const names = ['', ' ', 'a"b', "a'b", 'a`b', 'a[b', 'a\\b', 'a\nb', 'a\0b', 'USER_KEY']
    for (const name of names) {
      const { code } = errorOf(() => createSchema({ tableNames: { user: name } }))
      expect([name, code]).toEqual([name, 'INVALID_TABLE_NAME'])
    }
    const unknown = errorOf(() => createSchema({ tableNames: { users: 'people' } as never }))
    expect(unknown.message).toContain('tableNames.users')
  })
})
