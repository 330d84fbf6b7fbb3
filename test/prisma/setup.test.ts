import { unstorage } from '@lucia-auth/adapter-session-unstorage'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { createStorage } from 'unstorage'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { edgeClient } from '../../src/internal/prisma/edge.ts'
import { createAuth as typedCreateAuth } from '../../src/prisma.ts'
import { createSchema as createPostgresSchema } from '../../src/schema/postgres.ts'
import { createSchema } from '../../src/schema/sqlite.ts'
import { entries, type UntypedCreateAuth } from '../setup/entries.ts'
import { openCandidates } from '../setup/handles.ts'
import type { ClientModule } from './clients.ts'
import { generate } from './generate.ts'

const createAuth = typedCreateAuth as unknown as UntypedCreateAuth
const files = await generate('setup', 'sqlite', ['models.prisma', 'misfits.prisma'])
const { PrismaClient }: ClientModule = await import(files.client)
const { PrismaClient: EdgeClient }: ClientModule = await import(files.clientJsEdge)
const adapter = new PrismaBetterSqlite3({ url: ':memory:' })
const prisma = new PrismaClient({ adapter })
const candidates = await openCandidates(inject('mysqlUrl'))
afterAll(() => candidates.close())

const schema = createSchema()
const withSession = (name: string) => createSchema({ tableNames: { session: name } })
const setUp = (options?: unknown) => () => createAuth(prisma, options)

function refused(run: () => unknown): SetupError {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(SetupError)
    return error as SetupError
  }
  throw new Error('It was not refused')
}

describe('the client', () => {
  it.each(candidates.list)('is not $name', ({ value }) => {
    expect(refused(() => createAuth(value, { schema }))).toMatchObject({
      code: 'INVALID_DRIVER',
      message: expect.stringContaining('must be given a Prisma client: new PrismaClient('),
    })
    expect(refused(() => edgeClient(value, () => EdgeClient as never))).toMatchObject({
      code: 'INVALID_DRIVER',
      message: expect.stringContaining('@prisma/client/edge with an adapter, or its options'),
    })
  })

  it('is not the Drizzle client that was made over it', () => {
    const { db } = createAuth(prisma, { schema })
    expect(refused(() => createAuth(db, { schema })).message).toContain('a Drizzle client')
  })

  it.each(entries)('is refused by the entry $name', ({ createAuth: other, says }) => {
    expect(refused(() => other(prisma))).toMatchObject({
      code: 'INVALID_DRIVER',
      message: expect.stringMatching(says),
    })
  })

  it('may be extended, and is as much a client of its own', () => {
    const extended = prisma.$extends({ name: 'nothing' })
    const options = { schema }
    const setup = createAuth(extended, options)
    expect(createAuth(extended, options) === setup).toBe(true)
    expect(createAuth(prisma, options) === setup).toBe(false)
    expect(Reflect.get(setup, 'prisma') === extended).toBe(true)
  })

  it('is made once of options for Workers, with their adapter', () => {
    const options = { adapter }
    const made = edgeClient(options, () => EdgeClient as never)
    expect(edgeClient(options, () => EdgeClient as never) === made).toBe(true)
    expect(edgeClient({ adapter }, () => EdgeClient as never) === made).toBe(false)
    expect(edgeClient(made, () => EdgeClient as never) === made).toBe(true)
  })

  it('has an adapter, or an address of Accelerate, to be made for Workers', () => {
    const load = () => EdgeClient as never
    for (const options of [{}, { adapter: undefined }, { accelerateUrl: '' }, { log: [] }]) {
      expect(refused(() => edgeClient(options, load)).message).toMatch(/\{ adapter \}.*accelerate/)
    }
    expect(edgeClient({ accelerateUrl: 'prisma://accelerate.test/?api_key=x' }, load)).toBeDefined()
  })
})

describe('the schema', () => {
  it('is required, since it tells the dialect', () => {
    const message = expect.stringContaining(
      'createSchema() of lucia-setup/schema/sqlite, /postgres',
    )
    for (const options of [undefined, {}, { tableNames: { user: 'auth_user' } }]) {
      expect(refused(setUp(options))).toMatchObject({ code: 'INVALID_OPTIONS', message })
    }
  })

  it('is one of createSchema()', () => {
    const own = sqliteTable('user', { id: text('id').primaryKey() })
    expect(refused(setUp({ schema: { ...schema, user: own } })).message).toMatch(
      /made by createSchema\(\).*Received other tables/,
    )
  })

  it("is of the dialect of the client's provider", () => {
    const ofPostgres = createPostgresSchema({ tableNames: { user: 'user' } })
    expect(refused(setUp({ schema: ofPostgres })).message).toMatch(
      /its provider is sqlite\. Received a schema of PgTables/,
    )
  })

  it('has the tables of the models: the error names both', () => {
    const misnamed = createSchema({ tableNames: { user: 'auth_user' } })
    expect(refused(setUp({ schema: misnamed }))).toMatchObject({
      code: 'INVALID_TABLE_NAME',
      message: expect.stringMatching(
        /schema\.user is the table "auth_user", .* User \("user"\), Session \("user_session"\).*@@map\("auth_user"\)/,
      ),
    })
  })

  it('has columns that the models have: the error names the field that is missing', () => {
    expect(refused(setUp({ schema: withSession('without_expiry') }))).toMatchObject({
      code: 'INVALID_SCHEMA',
      message: expect.stringMatching(
        /model WithoutExpiry has no field for the column "idle_expires" .* idleExpires BigInt @map\("idle_expires"\)/,
      ),
    })
    const withAttribute = createSchema({ user: { fullName: text('full_name') } })
    expect(refused(setUp({ schema: withAttribute })).message).toMatch(
      /model User has no field for the column "full_name" of schema\.user\.fullName.* fullName String @map/,
    )
  })

  it('has expiries that fit into their fields', () => {
    expect(refused(setUp({ schema: withSession('int_expiry') })).message).toMatch(
      /field activeExpires of the Prisma model IntExpiry .* Declare it as BigInt/,
    )
  })

  it('has sessions with a relation to their user', () => {
    expect(refused(setUp({ schema: withSession('without_user') })).message).toMatch(
      /model WithoutUser must have a relation to User: user User @relation\(fields: \[userId\]/,
    )
  })

  it('leaves the session model alone where sessions are held elsewhere', () => {
    const sessionAdapter = unstorage(createStorage())
    expect(setUp({ schema: withSession('nowhere'), sessionAdapter })()).toBeDefined()
  })
})
