import { LuciaError } from 'lucia'
import { expect, vi } from 'vitest'
import { createThrottle } from '../../src/throttle.ts'
import { type Engine, holds, type TestDatabase, using } from './engine.ts'

const table = 'user_throttle'
const now = Date.UTC(2026, 0, 1)
const day = 86_400_000
const failing = async () => {
  throw new LuciaError('AUTH_INVALID_PASSWORD')
}
const throttled = (retryAfter: number) => ({ name: 'ThrottleError', code: 'THROTTLED', retryAfter })
const invalid = 'AUTH_INVALID_PASSWORD'

export function throttleCases(engine: Engine): void {
  const options = { schema: engine.schemas.tokens }

  async function withThrottle(
    body: (throttle: ReturnType<typeof createThrottle>, database: TestDatabase) => Promise<void>,
  ): Promise<void> {
    await using(engine, ['tokens'], async (database) => {
      const setup = engine.createAuth(database.handle, options)
      vi.useFakeTimers({ now, toFake: ['Date'] })
      try {
        await body(createThrottle(setup, { free: 2, waits: [1, 60] }), database)
      } finally {
        vi.useRealTimers()
      }
    })
  }

  holds(engine, 'lets names wait that have failed too often, each by itself', () =>
    withThrottle(async (throttle, database) => {
      const names = ['email:a@b.c', 'address:1.2.3.4']
      const fail = () => throttle.guard(names, failing)
      for (let failure = 1; failure <= 3; failure++) await expect(fail()).rejects.toThrow(invalid)
      await expect(fail()).rejects.toMatchObject(throttled(1))
      const other = ['email:b@b.c', 'address:1.2.3.4']
      await expect(throttle.guard(other, failing)).rejects.toMatchObject(throttled(1))
      expect(await throttle.guard(['email:b@b.c'], async () => 'done')).toBe('done')
      vi.setSystemTime(now + 1_000)
      await expect(fail()).rejects.toThrow(invalid)
      await expect(fail()).rejects.toMatchObject(throttled(60))
      vi.setSystemTime(now + 60_999)
      await expect(fail()).rejects.toMatchObject(throttled(1))
      vi.setSystemTime(now + 61_000)
      expect(await throttle.guard(names, async () => 'done')).toBe('done')
      expect(await database.rows(table)).toEqual([])
      expect(JSON.stringify(await database.rows(table))).not.toMatch(/a@b|1\.2/)
    }),
  )

  holds(engine, 'counts fifty failures at once as fifty, under names in any order', () =>
    withThrottle(async (throttle, database) => {
      let begun = 0
      const failures = Array.from({ length: 50 }, (_, index) =>
        throttle.guard(index % 2 ? ['anna', 'here'] : ['here', 'anna'], async () => {
          begun++
          while (begun < 50) await new Promise((resolve) => setTimeout(resolve, 1))
          await failing()
        }),
      )
      for (const { status } of await Promise.allSettled(failures)) expect(status).toBe('rejected')
      const rows = await database.rows(table)
      expect(rows.map((row) => [Number(row.failures), row.id === 'anna'])).toEqual([
        [50, false],
        [50, false],
      ])
      // A clock that is set back by a day holds nobody up for one.
      vi.setSystemTime(now - day)
      await expect(throttle.guard(['anna'], failing)).rejects.toThrow(invalid)
      await expect(throttle.guard(['anna'], failing)).rejects.toMatchObject(throttled(60))
    }),
  )

  holds(engine, 'forgets what is a day old, and deletes it when it is asked to', () =>
    withThrottle(async (throttle, database) => {
      for (const name of ['anna', 'anna', 'anna', 'berta']) {
        await expect(throttle.guard([name], failing)).rejects.toThrow(invalid)
      }
      vi.setSystemTime(now + day + 1)
      await expect(throttle.guard(['anna'], failing)).rejects.toThrow(invalid)
      expect((await database.rows(table)).map(({ failures }) => Number(failures))).toEqual([1, 1])
      expect(await throttle.deleteExpired({ limit: 0 })).toBe(0)
      expect(await throttle.deleteExpired()).toBe(1)
      expect(await database.rows(table)).toHaveLength(1)
      await database.refuseDeletes(table)
      expect(await throttle.guard(['anna'], async () => 'signed in')).toBe('signed in')
    }),
  )
}
