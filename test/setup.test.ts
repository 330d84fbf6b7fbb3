import { createClient } from '@libsql/client'
import { Client as PlanetscaleClient } from '@planetscale/database'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { pgTable, text as postgresText } from 'drizzle-orm/pg-core'
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { Miniflare } from 'miniflare'
import mysqlCallback from 'mysql2'
import mysql from 'mysql2/promise'
import pg from 'pg'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as betterSqlite3 from '../src/better-sqlite3.ts'
import * as d1 from '../src/d1.ts'
import { SetupError } from '../src/errors.ts'
import * as libsql from '../src/libsql.ts'
import * as mysql2 from '../src/mysql2.ts'
import * as pgEntry from '../src/pg.ts'
import * as planetscale from '../src/planetscale.ts'
import * as postgresJs from '../src/postgres-js.ts'
import { createSchema } from '../src/schema/sqlite.ts'

type CreateAuth = (handle: unknown, options?: unknown) => unknown

const entries = {
  d1,
  'better-sqlite3': betterSqlite3,
  libsql,
  pg: pgEntry,
  'postgres-js': postgresJs,
  mysql2,
  planetscale,
} as unknown as Record<string, { createAuth: CreateAuth }>

const miniflare = new Miniflare({
  modules: true,
  script: 'export default { fetch() {} }',
  d1Databases: ['DB'],
  kvNamespaces: ['KV'],
})
const database = new Database(':memory:')
const handles: Record<string, unknown> = { 'better-sqlite3': database }
let others: Record<string, unknown> = {}

// Handles that connect to nothing: `createAuth()` opens no connection.
beforeAll(async () => {
  handles.d1 = await miniflare.getD1Database('DB')
  handles.libsql = createClient({ url: ':memory:' })
  handles.pg = new pg.Pool({ host: '127.0.0.1', port: 1 })
  handles['postgres-js'] = postgres({ host: '127.0.0.1', port: 1 })
  handles.mysql2 = mysql.createPool({ host: '127.0.0.1', port: 1 })
  handles.planetscale = new PlanetscaleClient({ url: 'http://127.0.0.1:1' })
  others = {
    'a KV namespace': await miniflare.getKVNamespace('KV'),
    'a callback pool of mysql2': mysqlCallback.createPool({ host: '127.0.0.1', port: 1 }),
    'a Drizzle client': drizzle({ client: database }),
    'a connection string': 'postgres://localhost/app',
    'an options object': { schema: createSchema() },
    'a number': 1,
    undefined,
    null: null,
  }
})

afterAll(async () => {
  database.close()
  await miniflare.dispose()
})

function errorOf(setUp: () => unknown): SetupError {
  try {
    setUp()
  } catch (error) {
    if (error instanceof SetupError) return error
    throw error
  }
  throw new Error('The set-up was accepted')
}

describe('the handle', () => {
  for (const [name, { createAuth }] of Object.entries(entries)) {
    it(`of ${name} is taken, with nothing asked of the database`, () => {
      expect(createAuth(handles[name])).toMatchObject({ tableNames: { key: 'user_key' } })
    })

    it(`of ${name} is refused for anything else, with what to pass`, () => {
      const { [name]: _, ...handlesOfOthers } = handles
      for (const [what, handle] of Object.entries({ ...others, ...handlesOfOthers })) {
        const { code, message } = errorOf(() => createAuth(handle))
        expect([what, code]).toEqual([what, 'INVALID_DRIVER'])
        expect(message).toMatch(/^createAuth\(\) must be given an? .+\. Received /)
      }
    })
  }

  it('of D1 is missing: the message names the wrangler configuration', () => {
    const { message } = errorOf(() => d1.createAuth(undefined as never))
    expect(message).toContain('wrangler configuration')
    expect(message).toContain('Received undefined')
    const client = errorOf(() => d1.createAuth(others['a Drizzle client'] as never))
    expect(client.message).toContain('pass the driver handle')
  })

  it('of mysql2 with callbacks: the message says how to get the other', () => {
    const callback = others['a callback pool of mysql2']
    expect(errorOf(() => mysql2.createAuth(callback as never)).message).toContain('.promise()')
  })

  it('of postgres.js keeps its own parsers', () => {
    const client = postgres({ host: '127.0.0.1', port: 1 })
    const { parsers, serializers } = client.options
    const before = { parsers: { ...parsers }, serializers: { ...serializers } }
    postgresJs.createAuth(client)
    expect({ parsers: { ...parsers }, serializers: { ...serializers } }).toEqual(before)
  })
})

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
      { sessionExpiresIn: { activePeriod: 1 } },
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
    expect(errorOf(() => createAuth(1)).message).toContain('options must be an object')
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
    const names = ['', ' ', 'a"b', "a'b", 'a`b', 'a[b', 'a\\b', 'a\nb', 'a\0b', 'USER_KEY', 1]
    for (const name of names) {
      const { code } = errorOf(() => createSchema({ tableNames: { user: name as string } }))
      expect([name, code]).toEqual([name, 'INVALID_TABLE_NAME'])
    }
    const unknown = errorOf(() => createSchema({ tableNames: { users: 'people' } as never }))
    expect(unknown.message).toContain('tableNames.users')
  })
})
