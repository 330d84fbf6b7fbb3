import { describe, expect, it } from 'vitest'
import { withHandle } from '../drivers/driver.ts'
import { mysql2Connection, mysql2Pool } from '../drivers/mysql2.ts'
import { neonHttp } from '../drivers/neon-http.ts'
import { pgClient, pgPool } from '../drivers/pg.ts'
import { planetscale } from '../drivers/planetscale.ts'
import { postgresJs } from '../drivers/postgres-js.ts'
import { settling } from './poll.ts'
import { uncaught } from './uncaught.ts'

const key = { providerId: 'username', providerUserId: 'anna', password: null }
const anna = { userId: 'anna', key, attributes: { username: 'anna' } }
const size = 4
const tables = ['user', 'user_key', 'user_session']

// What PlanetScale's gateway loses is the connection of its transaction, as the service may.
describe.each([pgPool, pgClient, postgresJs, mysql2Pool, mysql2Connection, planetscale, neonHttp])(
  '$name whose connection the server ends',
  (driver) => {
    it('in the middle of createUser() rejects the call, and leaves neither user nor key', () =>
      withHandle(driver, size, async ({ setup, database }) => {
        const reasons = await uncaught(async () => {
          await database.hold('insert', 'user_key')
          const creation = expect(setup.auth.createUser(anna)).rejects.toThrow()
          await database.killHeld()
          await creation
          expect(await database.counts(...tables)).toEqual([0, 0, 0])
          await database.release()
          expect(await database.counts(...tables)).toEqual([0, 0, 0])
        })
        expect(reasons).toEqual([])
      }))

    it('in the middle of deleteUser() rejects the call, and leaves all of the user', () =>
      withHandle(driver, size, async ({ setup, database }) => {
        const reasons = await uncaught(async () => {
          await setup.auth.createUser(anna)
          await setup.auth.createSession({ userId: 'anna' })
          await database.hold('delete', 'user')
          const deletion = expect(setup.auth.deleteUser('anna')).rejects.toThrow()
          await database.killHeld()
          await deletion
          expect(await database.counts(...tables)).toEqual([1, 1, 1])
          await database.release()
          expect(await database.counts(...tables)).toEqual([1, 1, 1])
        })
        expect(reasons).toEqual([])
      }))
  },
)

describe.each([pgPool, postgresJs, mysql2Pool])('$name that has lost a connection', (driver) => {
  it('serves the next calls, with all of its connections', () =>
    withHandle(driver, size, async ({ setup, connected, database }) => {
      const { auth } = setup
      await database.hold('insert', 'user_key')
      const creation = expect(auth.createUser(anna)).rejects.toThrow()
      await database.killHeld()
      await creation
      await database.release()
      expect(await auth.createUser(anna)).toMatchObject({ userId: 'anna' })
      const ids = await database.atOnce(size, connected.query)
      expect(new Set(ids).size).toBe(size)
      await auth.deleteUser('anna')
      expect(await database.counts(...tables)).toEqual([0, 0, 0])
    }))
})

describe.each([pgClient, mysql2Connection])('$name that has ended', (driver) => {
  it('rejects the call in the middle, all that wait behind it and the next', () =>
    withHandle(driver, size, async ({ setup, database }) => {
      const { auth } = setup
      const reasons = await uncaught(async () => {
        await database.hold('insert', 'user_key')
        const waiting = Array.from({ length: 20 }, (_, index) =>
          auth.createUser({ ...anna, userId: `anna-${index}` }),
        )
        const settled = settling('a call on the lost connection', Promise.allSettled(waiting))
        await database.killHeld()
        for (const { status } of await settled) expect(status).toBe('rejected')
        await expect(auth.getUser('anna')).rejects.not.toThrow('AUTH_INVALID_USER_ID')
      })
      expect(reasons).toEqual([])
      expect(await database.counts(...tables)).toEqual([0, 0, 0])
    }))
})
