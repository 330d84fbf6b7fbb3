import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Connected } from '../drivers/driver.ts'
import { pgClient, pgPool } from '../drivers/pg.ts'
import { postgresJs } from '../drivers/postgres-js.ts'
import type { TestServer } from '../servers/guarded-server.ts'
import { startPgbouncer } from '../servers/pgbouncer.ts'

let pooler: TestServer

beforeAll(async () => {
  pooler = await startPgbouncer(inject('postgresUrl'))
})
afterAll(() => pooler.stop())

/** The address of a database by way of the pooler. */
function pooled(url: string): string {
  const address = new URL(pooler.url)
  address.pathname = new URL(url).pathname
  return address.href
}

it('is a pooler that hands out connections by transaction', async () => {
  const pool = new pg.Pool({ connectionString: pooler.url, max: 8 })
  const named = (text: string) => pool.query({ name: 'same', text })
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, () => named('select pg_sleep(0.01)')),
  )
  expect(results.map(({ status }) => status)).toContain('rejected')
  await pool.end()
})

describe.each([pgPool, pgClient, postgresJs])(
  '$name behind a pooler in transaction mode',
  (driver) => {
    it('signs up, checks and signs out, many at once, from several handles', async () => {
      const database = await driver.database()
      const connected: Connected[] = []
      for (let handle = 0; handle < 3; handle++) {
        connected.push(await driver.connect(pooled(database.url), 8))
      }
      const auths = connected.map(
        ({ handle }) => driver.createAuth(handle, { schema: driver.schema, env: 'DEV' }).auth,
      )
      const visits = auths.flatMap((auth, app) =>
        Array.from({ length: 16 }, async (_, visitor) => {
          const username = `${app}-${visitor}`
          const key = { providerId: 'name', providerUserId: username, password: null }
          const { userId } = await auth.createUser({ key, attributes: { username } })
          const { sessionId } = await auth.createSession({ userId })
          for (let check = 0; check < 5; check++) await auth.validateSession(sessionId)
          await auth.updateUserAttributes(userId, { username: `${username}!` })
          await auth.invalidateSession(sessionId)
          await auth.deleteUser(userId)
        }),
      )
      await Promise.all(visits)
      expect(await database.counts('user', 'user_session', 'user_key')).toEqual([0, 0, 0])
      for (const { end } of connected) await end()
      await database.drop()
    })
  },
)
