import { describe, expect, it } from 'vitest'
import type { ServerDatabase } from '../drivers/database.ts'
import type { CreateAuth } from '../drivers/driver.ts'
import { mysql2Connection, mysql2Pool } from '../drivers/mysql2.ts'
import { settling } from './poll.ts'
import { uncaught } from './uncaught.ts'

const key = { providerId: 'username', providerUserId: 'anna', password: null }
const anna = { userId: 'anna', key, attributes: { username: 'anna' } }
const berta = {
  userId: 'berta',
  key: { ...key, providerUserId: 'berta' },
  attributes: { username: 'berta' },
}
type Auth = ReturnType<CreateAuth>['auth']

// A server that is asked too often refuses statements on a connection that goes on living.
describe.each([mysql2Pool, mysql2Connection])('$name of one connection', (driver) => {
  /** An account that may send so many statements, until `allowMore` starts the count again. */
  async function withAllowance(
    statements: number,
    body: (on: {
      auth: Auth
      database: ServerDatabase
      allowMore(): Promise<unknown>
    }) => Promise<void>,
  ): Promise<void> {
    const database = await driver.database()
    const url = new URL(database.url)
    const account = `${url.pathname.slice(1, 17)}`
    await database.run(`create user '${account}'@'%' identified by 'lucia'
      with max_queries_per_hour ${statements}`)
    await database.run(`grant all on ${url.pathname.slice(1)}.* to '${account}'@'%'`)
    url.username = account
    url.password = 'lucia'
    const { handle, end } = await driver.connect(url.href, 1)
    try {
      const { auth } = driver.createAuth(handle, { schema: driver.schema })
      await body({ auth, database, allowMore: () => database.run('flush user_resources') })
    } finally {
      await end().catch(() => {})
      await database.run(`drop user '${account}'@'%'`)
      await database.drop()
    }
  }

  it('goes on when the server has refused to begin a transaction', () =>
    withAllowance(1, async ({ auth, database, allowMore }) => {
      const reasons = await uncaught(async () => {
        await expect(auth.getUser('anna')).rejects.toThrow('AUTH_INVALID_USER_ID')
        await expect(auth.createUser(anna)).rejects.toThrow()
        await allowMore()
        await settling(
          'the next call',
          auth.getUser('anna').catch(() => {}),
        )
        await allowMore()
      })
      expect(reasons).toEqual([])
      expect(await database.counts('user', 'user_key')).toEqual([0, 0])
    }))

  it('leaves no half of a sign-up that the server has refused to take back', () =>
    withAllowance(2, async ({ auth, database, allowMore }) => {
      const reasons = await uncaught(async () => {
        // Begun and one row written; then neither the second row nor the rollback.
        await expect(auth.createUser(anna)).rejects.toThrow()
        await allowMore()
        await settling(
          'the next call',
          auth.createUser(berta).catch(() => {}),
        )
        await allowMore()
        await settling(
          'the call after it',
          auth.getUser('anna').catch(() => {}),
        )
      })
      expect(reasons).toEqual([])
      expect(await database.counts('user', 'user_key')).toEqual([0, 0])
    }))
})
