import { unstorage } from '@lucia-auth/adapter-session-unstorage'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { createStorage } from 'unstorage'
import { afterAll, describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { edgeClient } from '../../src/internal/prisma/edge.ts'
import { createAuth as typedCreateAuth } from '../../src/prisma.ts'
import { createSchema as createPostgresSchema } from '../../src/schema/postgres.ts'
import { createSchema } from '../../src/schema/sqlite.ts'
import type { UntypedCreateAuth } from '../drivers/driver.ts'
import { inNode } from '../drivers/drivers.ts'
import { openCandidates } from '../setup/handles.ts'
import type { ClientModule } from './clients.ts'
import { generate } from './generate.ts'

const createAuth = typedCreateAuth as unknown as UntypedCreateAuth
const files = await generate('setup', 'sqlite', ['models.prisma', 'misfits.prisma'])
const { PrismaClient }: ClientModule = await import(files.client)
const { PrismaClient: EdgeClient }: ClientModule = await import(files.clientJsEdge)
const adapter = new PrismaBetterSqlite3({ url: ':memory:' })
const prisma = new PrismaClient({ adapter })
const candidates = await openCandidates()
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

  it.each(inNode)('is refused by the entry $name', ({ createAuth: other, says }) => {
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
  it('may be left out', () => {
    for (const options of [undefined, {}, { models: {} }, { models: { user: 'user' } }]) {
      const setup = setUp(options)()
      expect(Object.keys(setup)).toEqual(['auth', 'prisma', 'tableNames'])
      expect(Reflect.get(setup, 'tableNames')).toEqual({
        user: 'user',
        session: 'user_session',
        key: 'user_key',
      })
    }
  })

  it('names the models, which are not named beside it', () => {
    expect(refused(setUp({ schema, models: { user: 'user' } }))).toMatchObject({
      code: 'INVALID_OPTIONS',
      message: expect.stringContaining('options.models cannot stand beside a schema'),
    })
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

  it('has columns whose types hold what their fields do: the error names both', () => {
    const mistyped = {
      username: [integer('username'), /schema\.user\.username .*String of the field username/],
      flag: [text('flag'), /schema\.user\.flag .*Boolean of the field flag/],
      at: [integer('at'), /schema\.user\.at .*DateTime of the field at/],
      count: [text('count'), /schema\.user\.count .*Int of the field count/],
    } as const
    for (const [name, [column, message]] of Object.entries(mistyped)) {
      const tableNames = name === 'username' ? undefined : { user: 'typed_user' }
      const other = createSchema({ tableNames, user: { [name]: column } })
      expect(refused(setUp({ schema: other }))).toMatchObject({ code: 'INVALID_SCHEMA' })
      expect(refused(setUp({ schema: other })).message).toMatch(message)
    }
  })

  it('leaves the session model alone where sessions are held elsewhere', () => {
    const sessionAdapter = unstorage(createStorage())
    expect(setUp({ schema: withSession('nowhere'), sessionAdapter })()).toBeDefined()
  })
})

describe('the models', () => {
  it('are models of the client: the error names them', () => {
    expect(refused(setUp({ models: { user: 'auth_user' } }))).toMatchObject({
      code: 'INVALID_OPTIONS',
      message: expect.stringMatching(
        /options\.models\.user must be one of the models of the Prisma client: user, session.*Received "auth_user"/,
      ),
    })
    expect(refused(setUp({ models: { users: 'user' } })).message).toMatch(/Did you mean user\?/)
  })

  it('have the fields of Lucia: the error names the one that is missing or too small', () => {
    expect(refused(setUp({ models: { session: 'withoutExpiry' } }))).toMatchObject({
      code: 'INVALID_SCHEMA',
      message: expect.stringMatching(/WithoutExpiry must have the field idle_expires BigInt/),
    })
    expect(refused(setUp({ models: { session: 'intExpiry' } })).message).toMatch(
      /IntExpiry must have the field active_expires BigInt. Received activeExpires Int/,
    )
  })

  it('may be without a relation to the user, and without sessions where those are elsewhere', () => {
    expect(setUp({ models: { session: 'withoutUser' } })()).toBeDefined()
    const sessionAdapter = unstorage(createStorage())
    expect(setUp({ models: { session: 'nowhere' }, sessionAdapter })()).toBeDefined()
  })
})
