import Database from 'better-sqlite3'
import * as mysqlCore from 'drizzle-orm/mysql-core'
import * as pgCore from 'drizzle-orm/pg-core'
import { text } from 'drizzle-orm/sqlite-core'
import { createAuth as betterSqlite3 } from '../../src/better-sqlite3.ts'
import { clientAttributes } from '../../src/client.ts'
import { withSession } from '../../src/fetch.ts'
import { databaseSession, hono, requireSession, sessionMiddleware } from '../../src/hono.ts'
import { scrypt } from '../../src/password.ts'
import { createSchema as createMysqlSchema } from '../../src/schema/mysql.ts'
import { createSchema as createPostgresSchema } from '../../src/schema/postgres.ts'
import { createSchema as createSqliteSchema } from '../../src/schema/sqlite.ts'
import { sessionHandle } from '../../src/sveltekit.ts'
import { createThrottle, memoryThrottle } from '../../src/throttle.ts'
import { createTokens } from '../../src/tokens.ts'
import { sqliteTables } from '../ddl.ts'
import { inNode } from '../drivers/drivers.ts'
import type { Candidates } from './handles.ts'

/** An options object, with other ones inside. */
export interface Options {
  readonly [name: string]: unknown
}

/** A function of the library that takes options. */
export interface OptionSubject {
  name: string
  /** What its errors call the options. */
  path: string
  /** All options, each with a right value. */
  right: Options
  /** Paths at which any name may stand, as that of a column. */
  named?: readonly string[]
  /** The kinds of values that are right beside that of the value, by path. */
  also?: Readonly<Record<string, readonly string[]>>
  call(options: unknown): unknown
}

const authOptions: Options = {
  env: 'PROD',
  schema: undefined,
  adapter: undefined,
  sessionAdapter: undefined,
  sessionIds: 'plain',
  middleware: hono(),
  csrfProtection: {
    host: 'app.example.com',
    hostHeader: 'X-Forwarded-Host',
    allowedSubDomains: ['admin', 'admin.example.com'],
    origins: ['https://other.example'],
  },
  sessionCookie: {
    name: '__Host-session',
    oldNames: ['sid'],
    attributes: { sameSite: 'strict', path: '/', domain: undefined, partitioned: true },
    expires: false,
  },
  sessionExpiresIn: { activePeriod: 1_000, idlePeriod: 1_000, absolutePeriod: undefined },
  getUserAttributes: () => ({}),
  getSessionAttributes: () => ({}),
  passwordHash: scrypt,
  experimental: { debugMode: false },
  tableNames: { user: 'people', session: 'visit', key: 'account' },
}

const schemaConfig = (column: unknown): Options => ({
  tableNames: {
    user: 'people',
    session: 'visit',
    key: 'account',
    token: 'secret',
    throttle: 'try',
  },
  user: { email: column },
  session: { country: column },
  token: { email: column },
  throttle: true,
})

const purposes = { reset: { expiresIn: 1_000 } }
const waits = { free: 5, waits: [1, 10] }

const clientOptions: Options = { key: 'secret', trustedProxies: 1 }

/** All of them; those of `createAuth()` for every entry on a real handle. */
export async function optionSubjects(candidates: Candidates): Promise<OptionSubject[]> {
  const database = new Database(':memory:')
  const setup = betterSqlite3(database)
  const schema = createSqliteSchema({ token: true, throttle: true })
  for (const statement of await sqliteTables(schema)) database.exec(statement)
  const createAuths = inNode.map(({ name, createAuth }): OptionSubject => {
    const handle = candidates.list.find(({ entry }) => entry === name)?.value
    return {
      name: `createAuth() of ${name}`,
      path: 'options',
      right: authOptions,
      also: {
        schema: ['object'],
        adapter: ['function'],
        sessionAdapter: ['function'],
        csrfProtection: ['boolean'],
        'sessionCookie.attributes.domain': ['string'],
        'sessionExpiresIn.absolutePeriod': ['number'],
      },
      call: (options) => createAuth(handle, options),
    }
  })
  const named = ['user', 'session', 'token']
  const also = { token: ['boolean'] }
  const withMore = betterSqlite3(database, { schema })
  const tokens = createTokens(withMore, purposes)
  const path = 'createSchema(): config'
  return [
    ...createAuths,
    {
      name: 'createSchema() for SQLite',
      path,
      right: schemaConfig(text('mail')),
      named,
      also,
      call: (config) => createSqliteSchema(config as object),
    },
    {
      name: 'createSchema() for PostgreSQL',
      path,
      right: schemaConfig(pgCore.text('mail')),
      named,
      also,
      call: (config) => createPostgresSchema(config as object),
    },
    {
      name: 'createSchema() for MySQL',
      path,
      right: {
        ...schemaConfig(mysqlCore.text('mail')),
        foreignKeys: false,
        lengths: { user: 36, session: 40, key: 255 },
      },
      named,
      also,
      call: (config) => createMysqlSchema(config as object),
    },
    {
      name: 'scrypt()',
      path: 'scrypt(): options',
      right: { cost: 32_768, concurrency: 2, queue: 8, rehash: true },
      call: (options) => scrypt(options as object),
    },
    {
      name: 'sessionMiddleware()',
      path: 'sessionMiddleware(): options',
      right: { ...clientOptions, bindTo: ['country', 'userAgent'] },
      call: (options) => sessionMiddleware(() => setup, options as object),
    },
    {
      name: 'requireSession()',
      path: 'requireSession(): options',
      right: { within: 1_000 },
      call: (options) => requireSession(options as object),
    },
    {
      name: 'sessionHandle()',
      path: 'sessionHandle(): options',
      right: { ...clientOptions, bindTo: ['country', 'userAgent'] },
      call: (options) => sessionHandle(() => setup, options as object),
    },
    {
      name: 'databaseSession()',
      path: 'databaseSession(): options',
      right: { cookie: 'place' },
      call: (options) => databaseSession(() => ({}) as never, options as object),
    },
    {
      name: 'withSession()',
      path: 'withSession(): options',
      right: { ...clientOptions, bindTo: ['country', 'userAgent'] },
      call: (options) =>
        withSession(
          new Request('https://app.example'),
          setup,
          () => new Response(),
          options as object,
        ),
    },
    {
      name: 'clientAttributes()',
      path: 'clientAttributes(): options',
      right: clientOptions,
      call: (options) => clientAttributes(new Request('https://app.example'), options as object),
    },
    {
      name: 'deleteExpiredSessions()',
      path: 'deleteExpiredSessions(): options',
      right: { limit: 10 },
      call: (options) => setup.auth.deleteExpiredSessions(options as object),
    },
    {
      name: 'deleteExpired()',
      path: 'deleteExpired(): options',
      right: { limit: 10 },
      call: (options) => tokens.deleteExpired(options as object),
    },
    {
      name: 'createThrottle()',
      path: 'createThrottle(): options',
      right: waits,
      call: (options) => createThrottle(withMore, options as object),
    },
    {
      name: 'memoryThrottle()',
      path: 'memoryThrottle(): options',
      right: waits,
      call: (options) => memoryThrottle(options as object),
    },
  ]
}
