import pg from 'pg'
import postgres from 'postgres'
import { describe, expect, it } from 'vitest'
import type { Auth } from '../../src/internal/auth/auth.ts'
import { createAuth as createPgAuth } from '../../src/pg.ts'
import { createAuth as createPostgresJsAuth } from '../../src/postgres-js.ts'
import { createSchema } from '../../src/schema/postgres.ts'
import { postgresTables } from '../ddl.ts'
import { postgresDatabase, type ServerDatabase } from '../drivers/database.ts'
import { startPgbouncer } from '../servers/pgbouncer.ts'

const schema = createSchema()
const others = createSchema({
  tableNames: { user: 'app_user', session: 'app_session', key: 'app_key' },
})

/** A pool, and what the tests do with one whatever its driver. */
interface Pool {
  createAuth(options: { schema: typeof schema }): Auth
  query(statement: string): Promise<ArrayLike<object>>
  end(): Promise<unknown>
}

const pools: Record<string, (url: string) => Pool> = {
  'a pg Pool'(connectionString) {
    const pool = new pg.Pool({ connectionString, max: 4 })
    return {
      createAuth: (options) => createPgAuth(pool, options).auth as unknown as Auth,
      query: async (statement) => (await pool.query(statement)).rows,
      end: () => pool.end(),
    }
  },
  'postgres.js'(url) {
    const client = postgres(url, { max: 4 })
    return {
      createAuth: (options) => createPostgresJsAuth(client, options).auth as unknown as Auth,
      query: (statement) => client.unsafe(statement),
      end: () => client.end(),
    }
  },
}

/** More checks than there are before the last driver gives them a name. */
const checks = Array.from({ length: 20 }, (_, index) => index)

/** A set-up with a user, Anna or Berta, and a session. */
async function signedUp(pool: Pool, options: { schema: typeof schema }, userId: string) {
  const auth = pool.createAuth(options)
  await auth.createUser({ userId, key: null, attributes: {} })
  const { sessionId } = await auth.createSession({ userId, attributes: {} })
  const check = async () => (await auth.validateSession(sessionId)).user.userId
  const atOnce = () => Promise.all(checks.map(check))
  return { userId, check, atOnce, all: checks.map(() => userId) }
}

async function withDatabase(body: (database: ServerDatabase) => Promise<void>): Promise<void> {
  const database = await postgresDatabase(schema)
  try {
    for (const statement of await postgresTables(others)) await database.run(statement)
    await body(database)
  } finally {
    await database.drop()
  }
}

describe.each(Object.entries(pools))('the session check on %s', (_, open) => {
  async function withPool(url: string, body: (pool: Pool) => Promise<void>): Promise<void> {
    const pool = open(url)
    try {
      await body(pool)
    } finally {
      await pool.end()
    }
  }

  it('is parsed once on a connection, for every set-up with the same tables', () =>
    withDatabase((database) =>
      withPool(database.url, async (pool) => {
        const anna = await signedUp(pool, { schema }, 'anna')
        const again = await signedUp(pool, { schema }, 'berta')
        for (const { check, userId } of [anna, again, anna]) {
          for (const _ of checks) expect(await check()).toBe(userId)
        }
        const statements = await pool.query(
          "select statement from pg_prepared_statements where statement like 'select%user_session%join%'",
        )
        expect(statements).toHaveLength(1)
      }),
    ))

  it.each([
    ['adds a column', 'alter table user_session add column country text'],
    ['changes the type of a column', 'alter table user_session alter user_id type varchar(40)'],
    ['puts the columns of a new table in another order', recreated()],
  ])('goes on after a migration that %s', (_, migration) =>
    withDatabase((database) =>
      withPool(database.url, async (pool) => {
        const { atOnce, all } = await signedUp(pool, { schema }, 'anna')
        expect(await atOnce()).toEqual(all)
        expect(await atOnce()).toEqual(all)
        await database.run(migration)
        expect(await atOnce()).toEqual(all)
        expect(await atOnce()).toEqual(all)
      }),
    ),
  )

  it('goes on when a connection has forgotten what it had parsed', () =>
    withDatabase((database) =>
      withPool(database.url, async (pool) => {
        const { check, userId } = await signedUp(pool, { schema }, 'anna')
        for (const _ of checks) expect(await check()).toBe(userId)
        await pool.query('discard all')
        for (const _ of checks) expect(await check()).toBe(userId)
      }),
    ))

  it('finds the session of its own tables behind PgBouncer, whichever connection it has', () =>
    withDatabase(async (database) => {
      const { url, stop } = await startPgbouncer(database.url)
      const { href } = new URL(new URL(database.url).pathname, url)
      try {
        await withPool(href, (first) =>
          withPool(href, async (second) => {
            const handles = [
              await signedUp(first, { schema }, 'anna'),
              await signedUp(second, { schema: others as never }, 'berta'),
              await signedUp(second, { schema }, 'carla'),
            ]
            for (let round = 0; round < 20; round++) {
              const turns = [...handles, ...handles, ...handles]
              const found = await Promise.all(turns.map(({ check }) => check()))
              expect(found).toEqual(turns.map(({ userId }) => userId))
            }
          }),
        )
      } finally {
        await stop()
      }
    }))
})

function recreated(): string {
  return `begin;
    alter table user_session rename to old_session;
    create table user_session (idle_expires bigint not null, active_expires bigint not null,
      user_id varchar(40) not null references auth_user(id), id text primary key);
    insert into user_session select idle_expires, active_expires, user_id, id from old_session;
    drop table old_session;
    commit`
}
