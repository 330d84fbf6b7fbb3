import { LuciaError } from 'lucia'
import { describe, expect, it } from 'vitest'
import { UniqueConstraintError } from '../../src/errors.ts'
import { type CreateAuth, withHandle } from '../drivers/driver.ts'
import { connectLibsql, createLibsqlAuth } from '../drivers/libsql.ts'
import { mysql2Pool } from '../drivers/mysql2.ts'
import { pgPool } from '../drivers/pg.ts'
import { planetscale } from '../drivers/planetscale.ts'
import { postgresJs } from '../drivers/postgres-js.ts'
import { settling } from './poll.ts'
import { uncaught } from './uncaught.ts'

const key = { providerId: 'username', providerUserId: 'anna', password: null }
const size = 10
const count = 200
type Auth = ReturnType<CreateAuth>['auth']

/** Lets 200 people sign up for one name at once; resolves to what they were told. */
async function signUps(auth: Auth, usernameOf: (index: number) => string): Promise<unknown[]> {
  const calls = Array.from({ length: count }, (_, index) =>
    auth.createUser({ key, attributes: { username: usernameOf(index) } }),
  )
  const results = await settling('a sign-up', Promise.allSettled(calls))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  return results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
}

async function expectOneWinner(auth: Auth): Promise<void> {
  const reasons = await uncaught(async () => {
    const losers = await signUps(auth, (index) => `anna-${index}`)
    expect(losers.map((error) => (error as Error).message)).toEqual(
      Array(count - 1).fill('AUTH_DUPLICATE_KEY_ID'),
    )
    expect(losers.every((error) => error instanceof LuciaError)).toBe(true)
  })
  expect(reasons).toEqual([])
}

const columnsOf = (error: unknown) => error instanceof UniqueConstraintError && error.columns

describe.each([pgPool, postgresJs, mysql2Pool])(
  '200 sign-ups at once over $name of 10',
  (driver) => {
    it('have one winner, and the pool keeps all of its connections', () =>
      withHandle(driver, size, async ({ setup, connected, database }) => {
        const before = await database.atOnce(size, connected.query)
        await expectOneWinner(setup.auth)
        expect(await database.counts('user', 'user_key')).toEqual([1, 1])
        const after = await database.atOnce(size, connected.query)
        expect(after.sort()).toEqual(before.sort())
      }))

    it('have one winner where the name is a unique attribute too', () =>
      withHandle(driver, size, async ({ setup, database }) => {
        for (const error of await signUps(setup.auth, () => 'anna')) {
          const isLucias = error instanceof LuciaError
          const told = isLucias ? [error.message, error.detail] : columnsOf(error)
          expect([['username'], ['AUTH_DUPLICATE_KEY_ID', '']]).toContainEqual(told)
        }
        expect(await database.counts('user', 'user_key')).toEqual([1, 1])
      }))
  },
)

// A client over HTTP has no connections of its own to lose.
describe('200 sign-ups at once over HTTP', () => {
  it('have one winner on PlanetScale', () =>
    withHandle(planetscale, size, async ({ setup, database }) => {
      await expectOneWinner(setup.auth)
      expect(await database.counts('user', 'user_key')).toEqual([1, 1])
    }))

  it('have one winner on libSQL', async () => {
    const { client, schema, counts, close } = await connectLibsql()
    try {
      await expectOneWinner(createLibsqlAuth(client, { schema }).auth)
      expect(await counts('user', 'user_key')).toEqual([1, 1])
    } finally {
      await close()
    }
  })
})
