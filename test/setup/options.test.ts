import Database from 'better-sqlite3'
import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { SetupError } from '../../src/errors.ts'
import { createSchema } from '../../src/schema/sqlite.ts'
import { createThrottle } from '../../src/throttle.ts'
import { createTokens } from '../../src/tokens.ts'
import type { UntypedCreateAuth } from '../drivers/driver.ts'

const database = new Database(':memory:')
const setUp = (options: unknown) => () => (createAuth as UntypedCreateAuth)(database, options)
const schema = createSchema()

function expectRefusal(options: unknown, code: string, message: RegExp): void {
  expect(setUp(options)).toThrow(SetupError)
  expect(setUp(options)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  )
}

describe('options that are no options', () => {
  it.each([
    ['null', null, /^options must be a plain object \{ schema, .* \}\. Received null$/],
    ['a string', 'DEV', /^options must be a plain object \{ schema, .* \}\. Received a string$/],
    ['a number', 1, /^options must be a plain object \{ schema, .* \}\. Received a number$/],
    [
      'a function',
      () => ({}),
      /^options must be a plain object \{ schema, .* \}\. Received a function$/,
    ],
    ['the schema itself', schema, /^options\.user does not exist\. The options are schema, /],
    [
      'a misspelt one',
      { getUserAttribute: () => ({}) },
      /^options\.getUserAttribute does not exist/,
    ],
    ['one that is undefined', { middelware: undefined }, /^options\.middelware does not exist/],
    ['a name that every object has', { constructor: 1 }, /^options\.constructor does not exist/],
    ['a method that every object has', { toString: () => '' }, /^options\.toString does not exist/],
  ])('are refused: %s', (_, options, message) => {
    expectRefusal(options, 'INVALID_OPTIONS', message)
  })
})

describe('options of the wrong type', () => {
  const wrong: [name: string, values: unknown[], rule: RegExp][] = [
    ['schema', ['user', 1, null, true], /must be \{ user, session, key \}/],
    ['attributes', ['column', {}, 1, null, true], /must be 'columns'/],
    ['tableNames', ['users', 1, null, true], /must be a plain object \{ user, session, key \}/],
    ['env', ['production', 'dev', '', 1, null, true], /must be 'DEV' or 'PROD'/],
    ['middleware', ['hono', {}, null, true], /must be a function/],
    ['csrfProtection', ['yes', 1, null], /must be a boolean/],
    ['sessionCookie', ['session', 1, null, true], /must be a plain object \{ name, /],
    [
      'sessionExpiresIn',
      [1_000, null],
      /must be a plain object \{ activePeriod, idlePeriod, absolutePeriod \}/,
    ],
    ['getUserAttributes', ['email', {}, null, true], /must be a function/],
    ['getSessionAttributes', ['country', {}, null, true], /must be a function/],
    [
      'passwordHash',
      ['scrypt', {}, null, () => '', { generate: () => '' }],
      /must be \{ generate, val/,
    ],
    ['experimental', ['debugMode', 1, null, true], /must be a plain object \{ debugMode \}/],
  ]

  it.each(wrong)('are refused: %s', (name, values, rule) => {
    for (const value of values) {
      expectRefusal({ [name]: value }, 'INVALID_OPTIONS', new RegExp(`^options\\.${name} must be `))
      expectRefusal({ [name]: value }, 'INVALID_OPTIONS', rule)
      expectRefusal({ [name]: value }, 'INVALID_OPTIONS', /\. Received /)
    }
  })

  it('are left out when they are undefined', () => {
    const options = Object.fromEntries(wrong.map(([name]) => [name, undefined]))
    expect(setUp(options)).not.toThrow()
  })
})

describe('a period of sessionExpiresIn', () => {
  it('is refused unless it is a number of milliseconds', () => {
    const rule =
      /^options\.sessionExpiresIn\.idlePeriod must be a number of milliseconds\. Received /
    for (const idlePeriod of ['1', Number.NaN, -1, Number.POSITIVE_INFINITY, new Date(), null]) {
      expectRefusal({ sessionExpiresIn: { idlePeriod } }, 'INVALID_OPTIONS', rule)
    }
  })
})

describe('options that do not go together', () => {
  it('are schema and tableNames', () => {
    const options = { schema, tableNames: { user: 'users' } }
    expectRefusal(
      options,
      'INVALID_OPTIONS',
      /^options\.tableNames cannot rename .*createSchema\(\)/,
    )
  })

  it('are schema and attributes', () => {
    const options = { schema, attributes: 'columns' }
    expectRefusal(options, 'INVALID_OPTIONS', /^options\.attributes has no use beside a schema/)
  })
})

describe('what needs a schema', () => {
  it('is an absolute period, and the tables of tokens and a throttle', () => {
    const limited = { attributes: 'columns', sessionExpiresIn: { absolutePeriod: 1 } }
    expectRefusal(
      limited,
      'INVALID_OPTIONS',
      /^options\.sessionExpiresIn\.absolutePeriod needs a schema with timeColumns\(\)/,
    )
    const setup = createAuth(database, { attributes: 'columns' }) as never
    expect(() => createTokens(setup, {})).toThrow(/^schema\.token is missing/)
    expect(() => createThrottle(setup)).toThrow(/^schema\.throttle is missing/)
  })
})

describe('a schema', () => {
  const { user, session, key } = schema
  const other = sqliteTable('other', { id: text('id').primaryKey() })

  it.each([
    ['without a table', { user, session }, /^schema\.key must be a table .* Received undefined$/],
    ['with a list of tables', [user, session, key], /^schema\.user must be a table/],
    ['with a name in place of a table', { user: 'user', session, key }, /^schema\.user must be/],
    ['with null in place of a table', { user, session: null, key }, /^schema\.session must be/],
    [
      'whose table lacks columns',
      { user, session: other, key },
      /^schema\.session\.userId is missing: add the column to the table "other"/,
    ],
    [
      'with one table twice',
      { user, session, key: session },
      /^schema\.key\.hashedPassword is missing/,
    ],
  ])('is refused %s', (_, given, message) => {
    expectRefusal({ schema: given }, 'INVALID_SCHEMA', message)
  })

  it('is refused when two of its tables have one name', () => {
    const twice = {
      ...createSchema(),
      key: createSchema({ tableNames: { key: 'user', user: 'x' } }).key,
    }
    expectRefusal(
      { schema: twice },
      'INVALID_TABLE_NAME',
      /must differ from the other names\. Received "user" twice/,
    )
  })
})
