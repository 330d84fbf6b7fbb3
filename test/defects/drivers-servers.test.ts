import { pg as officialPg, postgres as officialPostgres } from '@lucia-auth/adapter-postgresql'
import { connect } from '@planetscale/database'
import { timestamp } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePlanetscale } from 'drizzle-orm/planetscale-serverless'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import { lucia } from 'lucia'
import pg from 'pg'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuth } from '../../src/pg.ts'
import { createAuth as createPlanetscaleAuth } from '../../src/planetscale.ts'
import { createAuth as createPostgresAuth } from '../../src/postgres-js.ts'
import { createSchema } from '../../src/schema/postgres.ts'
import { postgresDatabase } from '../drivers/database.ts'
import { uncaught } from '../faults/uncaught.ts'
import { root, runWith } from '../package/run.ts'

const schema = createSchema({ user: { joined: timestamp('joined', { withTimezone: true }) } })
const tableNames = { user: 'auth_user', session: 'user_session', key: 'user_key' }
const key = { providerId: 'username', providerUserId: 'anna', password: null }
const joined = new Date(Date.UTC(2026, 0, 1))
let url: string
let drop: () => Promise<void>

beforeAll(async () => {
  const { run, ...database } = await postgresDatabase(schema)
  url = database.url
  drop = database.drop
  // The server ends the connection between the user and a key of the provider "fatal".
  await run(`create function die() returns trigger language plpgsql as
    $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`)
  await run(`create trigger die before insert on user_key for each row
    when (new.id like 'fatal:%') execute function die()`)
})

afterAll(() => drop())

describe('V5: a connection that is lost in the middle of createUser()', () => {
  const doomed = { key: { ...key, providerId: 'fatal' }, attributes: {} }

  it('plain Lucia: ends the process', async () => {
    const script = `
      import { pg as adapter } from '@lucia-auth/adapter-postgresql'
      import { lucia } from 'lucia'
      import pg from 'pg'
      const pool = new pg.Pool({ connectionString: process.env.DATABASE })
      pool.on('error', () => {})
      const auth = lucia({ env: 'DEV', adapter: adapter(pool, ${JSON.stringify(tableNames)}) })
      await auth.createUser(${JSON.stringify(doomed)}).catch(() => {})
      await pool.end()`
    const args = ['--input-type=module', '--eval', script]
    const { code, stdout, output } = await runWith(
      { DATABASE: url },
      root,
      process.execPath,
      ...args,
    )
    expect([code > 0, stdout]).toEqual([true, ''])
    expect(output).toMatch(/terminat|not queryable/i)
  })

  it('here: rejects that call alone', async () => {
    const pool = new pg.Pool({ connectionString: url })
    const { auth } = createAuth(pool, { schema })
    const reasons = await uncaught(async () => {
      await expect(auth.createUser({ ...doomed, userId: 'doomed' })).rejects.toThrow()
      await expect(auth.getUser('doomed')).rejects.toThrow('AUTH_INVALID_USER_ID')
    })
    expect(reasons).toEqual([])
    await pool.end()
  })
})

describe('V6: a pg Client in place of a Pool', () => {
  async function withClient(body: (client: pg.Client) => Promise<void>): Promise<void> {
    const client = new pg.Client(url)
    await client.connect()
    await body(client).finally(() => client.end())
  }

  it('plain Lucia: creates no user with a key', () =>
    withClient(async (client) => {
      const auth = lucia({ env: 'DEV', adapter: officialPg(client as never, tableNames) })
      await expect(auth.createUser({ key, attributes: {} })).rejects.toThrow()
    }))

  it('here: does', () =>
    withClient(async (client) => {
      const { auth } = createAuth(client, { schema })
      await expect(auth.createUser({ key })).resolves.toBeDefined()
    }))
})

describe('V7: what connect() of PlanetScale returns', () => {
  const connection = connect({ url: 'http://127.0.0.1:1' })

  it('plain Drizzle: throws', () => {
    expect(() => drizzlePlanetscale(connection as never)).toThrow('instance of Client')
  })

  it('here: is a handle', () => {
    expect(createPlanetscaleAuth(connection).auth).toBeDefined()
  })
})

describe('V8: dates of a postgres.js client that Drizzle shares', () => {
  it('plain Lucia: cannot be written, and come back as text', async () => {
    const client = postgres(url, { max: 1 })
    const auth = lucia({
      env: 'DEV',
      adapter: officialPostgres(client, tableNames),
      getUserAttributes: (user) => user,
    })
    drizzlePostgres(client)
    await expect(auth.createUser({ key: null, attributes: { joined } })).rejects.toThrow()
    const [row] = await client`select now() as now`
    expect(row?.now).toBeTypeOf('string')
    await client.end()
  })

  it("here: are dates, and the app's own are as well", async () => {
    const client = postgres(url, { max: 1 })
    const { auth } = createPostgresAuth(client, { schema, getUserAttributes: (user) => user })
    const user = await auth.createUser({ key: null, attributes: { joined } })
    expect((await auth.getUser(user.userId)).joined).toEqual(joined)
    const [row] = await client`select ${joined}::timestamptz as joined`
    expect(row?.joined).toEqual(joined)
    await client.end()
  })
})
