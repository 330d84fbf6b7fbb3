import { describe, expect, it } from 'vitest'
import type { ServerDatabase } from '../drivers/database.ts'
import { type CreateAuth, withHandle } from '../drivers/driver.ts'
import { mysql2Connection } from '../drivers/mysql2.ts'
import { pgClient } from '../drivers/pg.ts'
import { settling } from './poll.ts'

const key = { providerId: 'username', providerUserId: 'anna', password: null }
const callers = Array.from({ length: 20 }, (_, index) => index)

type Auth = ReturnType<CreateAuth>['auth']

/** Every other key is taken, which shows after its user was written. */
async function expectWhole(
  { counts }: ServerDatabase,
  authOf: (caller: number) => Auth,
): Promise<void> {
  const calls = callers.map((caller) =>
    authOf(caller).createUser({
      key: { ...key, providerUserId: caller % 2 ? 'anna' : `user-${caller}` },
      attributes: { username: `user-${caller}` },
    }),
  )
  const results = await settling('a sign-up', Promise.allSettled(calls))
  expect(results.map(({ status }) => status)).toEqual(
    callers.map((caller) => (caller % 2 ? 'rejected' : 'fulfilled')),
  )
  expect(await counts('user', 'user_key')).toEqual([11, 11])
}

describe.each([pgClient, mysql2Connection])('$name that 20 callers use at once', (driver) => {
  it('keeps each sign-up whole: those that are refused leave nothing', () =>
    withHandle(driver, 1, async ({ setup: { auth }, database }) => {
      await auth.createUser({ key, attributes: { username: 'anna' } })
      await expectWhole(database, () => auth)
    }))

  it('keeps sign-ups, logins and deletions apart', () =>
    withHandle(driver, 1, async ({ setup: { auth }, database }) => {
      for (const caller of callers) {
        const userId = `user-${caller}`
        await auth.createUser({ userId, key: null, attributes: { username: userId } })
      }
      const calls = callers.map(async (caller) => {
        const userId = `user-${caller}`
        if (caller % 3 === 0) return await auth.deleteUser(userId)
        if (caller % 3 === 1) return await auth.createSession({ userId })
        return await auth.createUser({ userId, key, attributes: { username: userId } })
      })
      const results = await settling('a call', Promise.allSettled(calls))
      expect(results.map(({ status }) => status)).toEqual(
        callers.map((caller) => (caller % 3 === 2 ? 'rejected' : 'fulfilled')),
      )
      expect(await database.counts('user', 'user_key', 'user_session')).toEqual([13, 0, 7])
    }))

  it('keeps the calls of two set-ups apart', () =>
    withHandle(driver, 1, async ({ setup, connected, database }) => {
      const other = driver.createAuth(connected.handle, { schema: driver.schema })
      expect(other).not.toBe(setup)
      await setup.auth.createUser({ key, attributes: { username: 'anna' } })
      await expectWhole(database, (caller) => (caller % 2 ? setup : other).auth)
    }))

  it('keeps what the app writes through db while a sign-up is refused', () =>
    withHandle(driver, 1, async ({ setup: { auth, db, schema }, database }) => {
      await auth.createUser({ key, attributes: { username: 'anna' } })
      const drizzle = db as { insert(table: object): { values(row: object): Promise<unknown> } }
      const refused = callers.map((caller) =>
        auth.createUser({ key, attributes: { username: `refused-${caller}` } }).catch(() => {}),
      )
      for (const caller of callers) {
        await drizzle.insert(schema.user).values({ id: `own-${caller}`, username: `own-${caller}` })
      }
      await settling('a sign-up', Promise.all(refused))
      expect(await database.counts('user', 'user_key')).toEqual([21, 1])
    }))
})
