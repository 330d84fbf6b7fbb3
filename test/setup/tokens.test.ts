import Database from 'better-sqlite3'
import { text } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { SetupError } from '../../src/errors.ts'
import { createSchema } from '../../src/schema/sqlite.ts'
import { createThrottle, memoryThrottle } from '../../src/throttle.ts'
import { createTokens } from '../../src/tokens.ts'
import { sqliteTables } from '../ddl.ts'

const schema = createSchema({ token: true, throttle: true })
const setup = createAuth(new Database(':memory:'), { schema })

const wrong: [what: string, purposes: unknown, says: RegExp][] = [
  ['none', undefined, /purposes must be a plain object of purposes/],
  ['a list', [], /purposes must be a plain object/],
  ['one that says nothing', { reset: {} }, /purposes\.reset\.expiresIn is missing/],
  ['a number', { reset: 1 }, /purposes\.reset must be a plain object/],
  [
    'a misspelt option',
    { reset: { expiresin: 1 } },
    /expiresin does not exist\. Did you mean expiresIn/,
  ],
  ['no time', { reset: { expiresIn: 0 } }, /expiresIn must be a number of milliseconds above 0/],
  [
    'an endless time',
    { reset: { expiresIn: Number.POSITIVE_INFINITY } },
    /must be a number of milli/,
  ],
  [
    'few digits',
    { code: { expiresIn: 1, digits: 5 } },
    /digits must be a whole number from 6 to 12/,
  ],
  ['no attempts', { code: { expiresIn: 1, digits: 6, attempts: 0 } }, /attempts must be a whole/],
  ['attempts of a link', { reset: { expiresIn: 1, attempts: 5 } }, /attempts is for codes/],
  ['a strange name', { 'a b': { expiresIn: 1 } }, /must have a name of at most 64 letters/],
]

describe('createTokens()', () => {
  it.each(wrong)('refuses purposes that are wrong: %s', (_, purposes, says) => {
    const create = () => createTokens(setup, purposes as never)
    expect(create).toThrow(SetupError)
    expect(create).toThrow(says)
  })

  it('refuses what is no set-up, and a table that is another one', () => {
    const purposes = { reset: { expiresIn: 1 } }
    const others = [
      undefined,
      null,
      {},
      { auth: {}, schema: {} },
      { ...setup, auth: { getUser() {} } },
    ]
    for (const other of others) {
      expect(() => createTokens(other as never, purposes)).toThrow(
        /must be given what createAuth\(\)/,
      )
      expect(() => createThrottle(other as never)).toThrow(/must be given what createAuth\(\)/)
    }
    const { user, session, key } = schema
    const own = createAuth(new Database(':memory:'), {
      schema: { user, session, key, token: schema.key, throttle: schema.key },
    })
    expect(() => createTokens(own as never, purposes)).toThrow(/schema\.token\.purpose must be/)
    expect(() => createThrottle(own)).toThrow(/schema\.throttle\.failures must be/)
  })

  it('takes a set-up that is spread, and gives methods that stand by themselves', async () => {
    const database = new Database(':memory:')
    for (const statement of await sqliteTables(schema)) database.exec(statement)
    const spread = { ...createAuth(database, { schema }), more: true }
    await spread.auth.createUser({ userId: 'anna', key: null })
    const { issue, redeem, deleteExpired } = createTokens(spread, { reset: { expiresIn: 1_000 } })
    expect(await redeem('reset', await issue('reset', 'anna'))).toEqual({
      userId: 'anna',
      attributes: {},
    })
    expect(await deleteExpired()).toBe(0)
  })
})

describe('deleteUser()', () => {
  it("leaves a table of the app's own that is called token alone", async () => {
    const { sqliteTable } = await import('drizzle-orm/sqlite-core')
    const token = sqliteTable('api_token', { id: text('id'), userId: text('user_id') })
    const app = { ...createSchema(), token }
    const database = new Database(':memory:')
    for (const statement of await sqliteTables(app)) database.exec(statement)
    const { auth } = createAuth(database, { schema: app })
    await auth.createUser({ userId: 'anna', key: null })
    database.exec(`insert into api_token values ('x', 'anna')`)
    await auth.deleteUser('anna')
    expect(database.prepare('select * from api_token').all()).toHaveLength(1)
  })
})

describe('createSchema()', () => {
  it('makes the tables that are asked for alone, under names that are free', () => {
    expect(Object.keys(createSchema({ tableNames: { user: 'user_token' } }))).toHaveLength(3)
    expect(Object.keys(createSchema({ tableNames: { token: 'secret' } }))).toHaveLength(3)
    expect(() => createSchema({ token: true, tableNames: { user: 'user_token' } })).toThrow(
      /"user_token" twice/,
    )
    expect(() => createSchema({ token: { purpose: text('p') } as never })).toThrow(
      /token\.purpose is a column/,
    )
  })
})

describe('memoryThrottle()', () => {
  it('lets names wait as the one in a database does, and keeps a bounded number of them', async () => {
    const throttle = memoryThrottle({ free: 0, waits: [60] })
    const fail = (name: string) =>
      throttle.guard([name], () => Promise.reject(new Error('AUTH_INVALID_PASSWORD')))
    await expect(fail('anna')).rejects.toThrow('AUTH_INVALID_PASSWORD')
    await expect(fail('anna')).rejects.toMatchObject({ code: 'THROTTLED', retryAfter: 60 })
    expect(await throttle.guard(['berta'], async () => 'done')).toBe('done')
    expect(await throttle.deleteExpired()).toBe(0)
    await expect(throttle.guard([], async () => {})).rejects.toThrow(/names must be a list/)
    await expect(throttle.guard([1 as never], async () => {})).rejects.toThrow(/Received a number/)
  })
})
