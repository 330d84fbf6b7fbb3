import fc from 'fast-check'
import { LuciaError } from 'lucia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createThrottle, memoryThrottle, type Throttle } from '../../src/throttle.ts'
import { createTokens } from '../../src/tokens.ts'
import type { TestDatabase } from '../conformance/engine.ts'
import { betterSqlite3 } from '../drivers/better-sqlite3.ts'
import { engineOf } from '../drivers/engine.ts'
import {
  free,
  life,
  mostAttempts,
  SecretsModel,
  ThrottleModel,
  users,
  waits,
} from './secrets-model.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 6_000) / 20
const start = Date.UTC(2026, 0, 1)
const { schemas, createAuth, open } = engineOf(betterSqlite3)

let database: TestDatabase
beforeEach(async () => {
  database = await open(['tokens'])
  vi.useFakeTimers({ now: start, toFake: ['Date'] })
})
afterEach(async () => {
  vi.useRealTimers()
  await database.close()
})

const outcomeOf = (work: Promise<string>) =>
  work.catch((error) => (error.retryAfter ? `wait ${error.retryAfter}` : (error.code ?? 'failed')))

describe(`programs of calls, FUZZ_SEED=${seed}`, () => {
  const userId = fc.constantFrom(...users)
  const purpose = fc.constantFrom('link', 'other', 'code', 'code', 'code')
  const nothing = fc.constant(0)
  const secretCall = fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({ call: fc.constant('issue'), purpose, userId, known: nothing }),
    },
    {
      weight: 8,
      // One of the secrets that were issued, counted from the last.
      arbitrary: fc.record({ call: fc.constant('redeem'), purpose, userId, known: fc.nat(4) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        call: fc.constantFrom('deleteUser', 'deleteExpired', 'wait', 'wait'),
        purpose,
        userId,
        known: nothing,
      }),
    },
  )

  it('redeem secrets as the rules say, and leave what the rules leave', async () => {
    const setup = createAuth(database.handle, { schema: schemas.tokens })
    const tokens = createTokens(setup, {
      link: { expiresIn: life },
      other: { expiresIn: life },
      code: { expiresIn: life, digits: 6, attempts: mostAttempts },
    })
    const seen: Record<string, number> = {}
    await fc.assert(
      fc.asyncProperty(fc.array(secretCall, { minLength: 10, maxLength: 30 }), async (calls) => {
        for (const table of ['user_token', 'user']) await database.remove(table)
        for (const id of users) await database.insert('user', { id, username: id })
        const model = new SecretsModel()
        const issued = ['000000']
        for (const { call, purpose, userId, known } of calls) {
          model.now = Date.now()
          if (call === 'wait') vi.setSystemTime(model.now + life / 2)
          if (call === 'issue') {
            const text = await tokens.issue(purpose as 'link', userId)
            issued.unshift(text)
            model.issue(purpose, userId, text)
          }
          if (call === 'redeem') {
            const text = issued[known] ?? 'unknown'
            const options = purpose === 'code' ? [{ userId }] : []
            const redeem = tokens.redeem as unknown as (
              ...args: unknown[]
            ) => Promise<{ userId: string }>
            const redeemed = redeem(purpose, text, ...options).then((token) => token.userId)
            const expected = model.redeem(purpose, text, purpose === 'code' ? userId : undefined)
            expect(await outcomeOf(redeemed)).toBe(expected)
            seen[expected] = (seen[expected] ?? 0) + 1
          }
          if (call === 'deleteUser') {
            await setup.auth.deleteUser(userId)
            await database.insert('user', { id: userId, username: userId })
            model.deleteUser(userId)
          }
          if (call === 'deleteExpired') {
            expect(await tokens.deleteExpired()).toBe(model.deleteExpired())
          }
        }
        const rows = await database.rows('user_token')
        expect(rows.map((row) => [`${row.purpose} ${row.user_id}`, row.attempts]).sort()).toEqual(
          [...model.secrets].map(([place, { attempts }]) => [place, attempts]).sort(),
        )
      }),
      { seed, numRuns },
    )
    for (const outcome of [...users, 'INVALID_TOKEN']) {
      expect(seen[outcome] ?? 0, outcome).toBeGreaterThan(numRuns / 50)
    }
  })

  const names = fc.array(fc.constantFrom('anna', 'berta', 'here'), { minLength: 1, maxLength: 3 })
  const throttleCall = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ names, succeeds: fc.constant(false), step: fc.constant(0) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ names, succeeds: fc.constant(true), step: fc.constant(0) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        names,
        succeeds: fc.boolean(),
        // The clock may be set back as well.
        step: fc.constantFrom(500, 1_000, 5_000, 90_000_000, -1_000, -3_000, -90_000_000),
      }),
    },
  )

  it.each(['in a table', 'in memory'])('let names wait as the rules say, %s', async (where) => {
    const seen: Record<string, number> = {}
    await fc.assert(
      fc.asyncProperty(fc.array(throttleCall, { minLength: 4, maxLength: 24 }), async (calls) => {
        await database.remove('user_throttle')
        const setup = createAuth(database.handle, { schema: schemas.tokens })
        const throttle: Throttle =
          where === 'in memory'
            ? memoryThrottle({ free, waits })
            : createThrottle(setup, { free, waits })
        const model = new ThrottleModel()
        for (const { names, succeeds, step } of calls) {
          vi.setSystemTime(Date.now() + step)
          model.now = Date.now()
          const work = async () => {
            if (!succeeds) throw new LuciaError('AUTH_INVALID_PASSWORD')
            return 'done'
          }
          const expected = model.guard(names, succeeds)
          expect(await outcomeOf(throttle.guard(names, work))).toBe(expected)
          seen[expected] = (seen[expected] ?? 0) + 1
        }
        if (where === 'in a table') {
          expect(await throttle.deleteExpired()).toBe(model.deleteExpired())
          expect(await database.rows('user_throttle')).toHaveLength(model.names.size)
        }
      }),
      { seed, numRuns },
    )
    for (const outcome of ['failed', 'done', 'wait 1', 'wait 5']) {
      expect(seen[outcome] ?? 0, outcome).toBeGreaterThan(numRuns / 50)
    }
  })
})
