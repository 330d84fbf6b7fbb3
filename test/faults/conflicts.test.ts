import { LuciaError } from 'lucia'
import { describe, expect, it } from 'vitest'
import { createAuth as drizzleMysql } from '../../src/drizzle/mysql.ts'
import { createAuth as drizzlePostgres } from '../../src/drizzle/postgres.ts'
import { UniqueConstraintError } from '../../src/errors.ts'
import { clientOf } from '../clients/drizzle.ts'
import { type CreateAuth, withHandle } from '../drivers/driver.ts'
import { mysql2Connection, mysql2Pool } from '../drivers/mysql2.ts'
import { pgClient, pgPool } from '../drivers/pg.ts'
import { planetscale } from '../drivers/planetscale.ts'
import { postgresJs } from '../drivers/postgres-js.ts'
import { deadlock } from './deadlock.ts'
import { endless } from './endless.ts'
import { withIdleSession } from './idle.ts'
import { settling } from './poll.ts'
import { type Auth, keyOf } from './works.ts'

/** What a call may meet when another one is faster: the user is there already, or gone. */
const isExpected = (error: unknown) =>
  error instanceof LuciaError || error instanceof UniqueConstraintError

describe.each([mysql2Pool, planetscale, pgPool, postgresJs])(
  '300 calls at once on $name',
  (driver) => {
    it('are not undone by one another', () =>
      withHandle(driver, 20, async ({ setup: { auth } }) => {
        const mixed = (call: number): Promise<unknown> => {
          const name = `user-${call % 10}`
          if (call % 3 === 1) return auth.deleteUser(name)
          if (call % 3 === 2) return auth.createSession({ userId: name })
          return auth.createUser({ userId: name, key: keyOf(name), attributes: { username: name } })
        }
        const errors: unknown[] = []
        for (let round = 0; round < 3; round++) {
          const calls = Array.from({ length: 300 }, (_, call) => mixed(call))
          for (const result of await settling('a call', Promise.allSettled(calls))) {
            if (result.status === 'rejected' && !isExpected(result.reason))
              errors.push(result.reason)
          }
        }
        expect(errors).toEqual([])
      }))
  },
)

describe.each([
  [mysql2Pool, 'mysql'],
  [mysql2Connection, 'mysql'],
  [planetscale, 'mysql'],
  [pgPool, 'postgres'],
  [pgClient, 'postgres'],
  [postgresJs, 'postgres'],
] as const)('a deletion on $name that a deadlock has undone', (driver, dialect) => {
  it('is done again', () =>
    withHandle(driver, 2, async ({ setup: { auth }, database }) => {
      await auth.createUser({
        userId: 'anna',
        key: keyOf('anna'),
        attributes: { username: 'anna' },
      })
      const { status } = await deadlock(database, dialect, () => auth.deleteUser('anna'))
      expect(status).toBe('fulfilled')
      expect(await database.counts('user', 'user_key')).toEqual([0, 0])
    }))
})

describe.each([
  [mysql2Connection, 'mysql'],
  [pgClient, 'postgres'],
] as const)(
  "a deletion in the app's transaction on $name that a deadlock has undone",
  (driver, dialect) => {
    it('is not done again, and the app hears of it', () =>
      withHandle(driver, 1, async ({ setup: { auth }, connected, database }) => {
        await auth.createUser({
          userId: 'anna',
          key: keyOf('anna'),
          attributes: { username: 'anna' },
        })
        await database.run('create table orders (id int)')
        await connected.query('begin')
        await connected.query('insert into orders values (1)')
        const result = await deadlock(database, dialect, () => auth.deleteUser('anna'))
        expect(result).toMatchObject({ reason: { message: expect.stringMatching(/^deadlock/i) } })
        await connected.query('commit')
        expect(await database.counts('user', 'user_key', 'orders')).toEqual([1, 1, 0])
      }))
  },
)

describe.each([
  [mysql2Pool, 'mysql', mysql2Pool.createAuth],
  [planetscale, 'mysql', planetscale.createAuth],
  [mysql2Pool, 'mysql', drizzleMysql],
  [pgPool, 'postgres', pgPool.createAuth],
  [postgresJs, 'postgres', postgresJs.createAuth],
  [pgPool, 'postgres', drizzlePostgres],
] as const)(
  "in the app's db.transaction() on $name, what a deadlock has undone",
  (driver, dialect, createAuth) => {
    const { schema } = driver
    const writes: Record<string, (auth: Auth) => Promise<unknown>> = {
      'a deletion': (auth) => auth.deleteUser('anna'),
      'another attribute': (auth) => auth.updateUserAttributes('anna', { username: 'Anna' }),
    }

    it.each(Object.entries(writes))('%s is not done again, and the app hears of it', (_, write) =>
      withHandle(driver, 2, async ({ setup: { auth }, connected, database }) => {
        for (const name of ['anna', 'berta']) {
          await auth.createUser({ userId: name, key: keyOf(name), attributes: { username: name } })
        }
        const db = clientOf(driver, connected.handle)
        let written: PromiseSettledResult<unknown> | undefined
        const transaction = db.transaction(async (tx) => {
          const inside = (createAuth as CreateAuth)(tx, { schema })
          await inside.auth.deleteUser('berta')
          await inside.auth.updateKeyPassword('username', 'anna', null)
          written = await deadlock(database, dialect, () => write(inside.auth))
        })
        // postgres.js rejects with what any of its statements has met.
        await transaction.catch(() => {})
        if (!written) await transaction
        expect(written).toMatchObject({ reason: { message: expect.stringMatching(/deadlock/i) } })
        const user = dialect === 'mysql' ? '`user`' : '"user"'
        const names = await database.rows(`select username from ${user} order by username`)
        expect(names.map(({ username }) => username)).toEqual(['anna', 'berta'])
      }),
    )
  },
)

describe.each([
  [pgPool, endless.postgres],
  [postgresJs, endless.postgres],
  [mysql2Pool, endless.mysql],
  [planetscale, endless.mysql],
])('a conflict without end on $name', (driver, { refuse, tries, message }) => {
  it('is met seven times, and is then the error of the call; a session check does without', () =>
    withHandle(driver, 2, async ({ setup: { auth }, connected, database }) => {
      const triesSoFar = async () => Number((await connected.query(tries))[0]?.tries)
      await withIdleSession(auth, async () => {
        for (const statement of refuse) await database.run(statement)
        await expect(auth.createSession({ userId: 'anna' })).rejects.toThrow(message)
        expect(await triesSoFar()).toBe(7)
        expect(await auth.validateSession('session-1')).toMatchObject({ state: 'idle' })
        expect(await triesSoFar()).toBe(14)
      })
    }))
})
