import { sql } from 'drizzle-orm'
import * as mysql from 'drizzle-orm/mysql-core'
import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { createSchema as createMysqlSchema } from '../../src/schema/mysql.ts'
import { createSchema as createPostgresSchema } from '../../src/schema/postgres.ts'
import { createSchema as createSqliteSchema } from '../../src/schema/sqlite.ts'
import { inNode } from '../drivers/drivers.ts'
import { type Candidates, openCandidates } from './handles.ts'

const schemas = {
  sqlite: createSqliteSchema(),
  postgres: createPostgresSchema(),
  mysql: createMysqlSchema(),
}
type Dialect = keyof typeof schemas
let candidates: Candidates

beforeAll(async () => {
  candidates = await openCandidates()
})
afterAll(() => candidates.close())

function expectRefusal(work: () => unknown, message: RegExp): void {
  const refusal = { code: 'INVALID_SCHEMA', message: expect.stringMatching(message) }
  expect(work).toThrow(SetupError)
  expect(work).toThrow(expect.objectContaining(refusal))
}

describe.each(inNode)('$name', ({ name, createAuth, dialect }) => {
  const handle = () => candidates.list.find(({ entry }) => entry === name)?.value

  it('takes tables of its dialect and refuses those of the others', () => {
    const own = schemas[dialect]
    expect(createAuth(handle(), { schema: own })).toMatchObject({ schema: own })
    for (const other of Object.values(schemas).filter((schema) => schema !== own)) {
      const foreign = /^schema\.user must be a table .* Received a table of another dialect$/
      expectRefusal(() => createAuth(handle(), { schema: other }), foreign)
      const mixed = { ...own, key: other.key }
      expectRefusal(() => createAuth(handle(), { schema: mixed }), /^schema\.key must be a table/)
    }
  })

  it('refuses expiries that are no numbers, with the cure', () => {
    for (const [session, received] of expiries[dialect]) {
      const setUp = () => createAuth(handle(), { schema: { ...schemas[dialect], session } })
      expectRefusal(setUp, /^schema\.session\.activeExpires must hold a number\./)
      expectRefusal(setUp, new RegExp(`Received a ${received}\\.`))
      expectRefusal(setUp, /Declare it as an 8-byte integer .*integer\(\).*the data stays as it is/)
    }
  })

  it('refuses ids that are no strings', () => {
    for (const user of numericIds[dialect]) {
      const setUp = () => createAuth(handle(), { schema: { ...schemas[dialect], user } })
      expectRefusal(setUp, /^schema\.user\.id must hold a string\..*Declare it as a text column$/)
    }
  })

  it('refuses ids of users and sessions that the database is to make, and says how to make them', () => {
    const { refused, taken } = idsWithDefaults[dialect]
    for (const user of refused) {
      const setUp = () => createAuth(handle(), { schema: { ...schemas[dialect], user } })
      expectRefusal(setUp, /^schema\.user\.id must not be left to the database, .*\.\$defaultFn\(/)
    }
    for (const user of taken) {
      const schema = { ...schemas[dialect], user }
      expect(createAuth(handle(), { schema })).toMatchObject({ schema })
    }
    const session = sessions[dialect]
    const setUp = () => createAuth(handle(), { schema: { ...schemas[dialect], session } })
    expectRefusal(setUp, /^schema\.session\.id must not be left to the database, /)
  })
})

type Expiry = () => never
const sqliteSession = (expiry: unknown, id: object = sqlite.text('id').primaryKey()) =>
  sqlite.sqliteTable('user_session', {
    id: id as never,
    userId: sqlite.text('user_id').notNull(),
    activeExpires: (expiry as Expiry)(),
    idleExpires: (expiry as Expiry)(),
  })
const postgresSession = (expiry: unknown, id: object = pg.text('id').primaryKey()) =>
  pg.pgTable('user_session', {
    id: id as never,
    userId: pg.text('user_id').notNull(),
    activeExpires: (expiry as Expiry)(),
    idleExpires: (expiry as Expiry)(),
  })
const mysqlSession = (
  expiry: unknown,
  id: object = mysql.varchar('id', { length: 127 }).primaryKey(),
) =>
  mysql.mysqlTable('user_session', {
    id: id as never,
    userId: mysql.varchar('user_id', { length: 15 }).notNull(),
    activeExpires: (expiry as Expiry)(),
    idleExpires: (expiry as Expiry)(),
  })

const expiries: Record<Dialect, [session: object, received: string][]> = {
  sqlite: [
    // As Lucia's Drizzle guide has it: defect S7.
    [sqliteSession(() => sqlite.blob({ mode: 'bigint' })), 'SQLiteBigInt of bigint'],
    [sqliteSession(() => sqlite.text()), 'SQLiteText of string'],
    [sqliteSession(() => sqlite.integer({ mode: 'timestamp_ms' })), 'SQLiteTimestamp of date'],
    [sqliteSession(() => sqlite.integer({ mode: 'boolean' })), 'SQLiteBoolean of boolean'],
  ],
  postgres: [
    [postgresSession(() => pg.bigint({ mode: 'bigint' })), 'PgBigInt64 of bigint'],
    [postgresSession(() => pg.text()), 'PgText of string'],
    [postgresSession(() => pg.timestamp()), 'PgTimestamp of date'],
    [postgresSession(() => pg.numeric()), 'PgNumeric of string'],
  ],
  mysql: [
    [mysqlSession(() => mysql.bigint({ mode: 'bigint' })), 'MySqlBigInt64 of bigint'],
    [mysqlSession(() => mysql.varchar({ length: 20 })), 'MySqlVarChar of string'],
    [mysqlSession(() => mysql.datetime()), 'MySqlDateTime of date'],
  ],
}

const numericIds: Record<Dialect, object[]> = {
  sqlite: [sqlite.sqliteTable('user', { id: sqlite.integer('id').primaryKey() })],
  postgres: [pg.pgTable('auth_user', { id: pg.serial('id').primaryKey() })],
  mysql: [mysql.mysqlTable('auth_user', { id: mysql.int('id').autoincrement().primaryKey() })],
}

const made = sql`random_id()`
const uuid = () => crypto.randomUUID()
const idsWithDefaults: Record<Dialect, { refused: object[]; taken: object[] }> = {
  sqlite: {
    refused: [
      sqlite.sqliteTable('user', { id: sqlite.text('id').primaryKey().default(made) }),
      sqlite.sqliteTable('user', { id: sqlite.text('id').primaryKey().default('ann') }),
      sqlite.sqliteTable('user', { id: sqlite.text('id').generatedAlwaysAs(made) }),
    ],
    taken: [
      sqlite.sqliteTable('user', { id: sqlite.text('id').primaryKey().$defaultFn(uuid) }),
      sqlite.sqliteTable('user', { id: sqlite.text('id').primaryKey().$default(uuid) }),
      sqlite.sqliteTable('user', { id: sqlite.text('id').default(made).$defaultFn(uuid) }),
    ],
  },
  postgres: {
    refused: [
      pg.pgTable('auth_user', { id: pg.uuid('id').primaryKey().defaultRandom() }),
      pg.pgTable('auth_user', { id: pg.text('id').primaryKey().default(made) }),
    ],
    taken: [
      pg.pgTable('auth_user', { id: pg.uuid('id').primaryKey() }),
      pg.pgTable('auth_user', { id: pg.uuid('id').primaryKey().defaultRandom().$defaultFn(uuid) }),
    ],
  },
  mysql: {
    refused: [
      mysql.mysqlTable('auth_user', { id: mysql.varchar('id', { length: 36 }).default(made) }),
    ],
    taken: [
      mysql.mysqlTable('auth_user', { id: mysql.varchar('id', { length: 36 }).$defaultFn(uuid) }),
    ],
  },
}

const sessions: Record<Dialect, object> = {
  sqlite: sqliteSession(() => sqlite.integer(), sqlite.text('id').default(made)),
  postgres: postgresSession(() => pg.bigint({ mode: 'number' }), pg.uuid('id').defaultRandom()),
  mysql: mysqlSession(
    () => mysql.bigint({ mode: 'number' }),
    mysql.varchar('id', { length: 36 }).default(made),
  ),
}
