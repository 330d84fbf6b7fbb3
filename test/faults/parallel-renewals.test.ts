import { describe, expect, it } from 'vitest'
import { handles } from '../drivers/drivers.ts'
import { mysql2Connection, mysql2Pool } from '../drivers/mysql2.ts'
import { planetscale } from '../drivers/planetscale.ts'
import { withIdleSession } from './idle.ts'

type Auth = Parameters<typeof withIdleSession>[0]

/** Checks of one session that begin at once, and write the same dates: the clock stands still. */
const checkAtOnce = (auth: Auth) =>
  withIdleSession(auth, async ({ expectActive }) => {
    const checks = Array.from({ length: 20 }, () => auth.validateSession('session-1'))
    for (const session of await Promise.all(checks)) expectActive(session)
    await auth.invalidateSession('session-1')
    await expect(auth.validateSession('session-1')).rejects.toThrow('AUTH_INVALID_SESSION_ID')
  })

describe.each(handles)('renewals at the same moment on $name', (subject) => {
  it('all find the session', async () => {
    const { createAuth, schema } = subject
    const opened = await subject.open(schema)
    try {
      await checkAtOnce(createAuth(opened.handle, { schema }).auth)
    } finally {
      await opened.close()
    }
  })
})

// Without this flag MySQL counts the rows that have other values than before.
describe.each([mysql2Pool, mysql2Connection, planetscale])(
  'renewals at the same moment on $name without FOUND_ROWS',
  (driver) => {
    it('all find the session', async () => {
      const { createAuth, schema } = driver
      const database = await driver.database()
      const { handle, query, end } = await driver.connect(`${database.url}?flags=-FOUND_ROWS`, 10)
      try {
        await database.run('create table seen (number int)')
        await database.run('insert into seen values (1)')
        const result: unknown = await query('update seen set number = 1')
        expect((result as { affectedRows?: number }).affectedRows ?? 0).toBe(0)
        await checkAtOnce(createAuth(handle, { schema }).auth)
      } finally {
        await end()
        await database.drop()
      }
    })
  },
)
