import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, expect, it, vi } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { createSchema, timeColumns } from '../../src/schema/sqlite.ts'
import { sqliteTables } from '../ddl.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)
const numRuns = 200
const schema = createSchema({ session: timeColumns() })
const database = new Database(':memory:')
for (const statement of await sqliteTables(schema)) database.exec(statement)

afterAll(() => {
  vi.useRealTimers()
  database.close()
})

const periods = fc.record({
  activePeriod: fc.integer({ min: 0, max: 40 }),
  idlePeriod: fc.integer({ min: 0, max: 40 }),
  absolutePeriod: fc.integer({ min: 0, max: 120 }),
})
const pauses = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 })

it(`a session lives as long as its periods say: ${numRuns} lives, FUZZ_SEED=${seed}`, async () => {
  vi.useFakeTimers({ now: 1_000, toFake: ['Date'] })
  const seen = { renewed: 0, ended: 0, limited: 0 }
  await fc.assert(
    fc.asyncProperty(periods, pauses, fc.boolean(), async (sessionExpiresIn, waits, isHashed) => {
      const sessionIds = isHashed ? 'hashed' : 'plain'
      const { auth } = createAuth(database, { schema, sessionExpiresIn, sessionIds })
      const { activePeriod, idlePeriod, absolutePeriod } = sessionExpiresIn
      const { userId } = await auth.createUser({ key: null, attributes: {} })
      const { sessionId } = await auth.createSession({ userId })
      const end = Date.now() + absolutePeriod
      const from = (time: number) => ({
        active: Math.min(time + activePeriod, end),
        idle: Math.min(time + activePeriod + idlePeriod, end),
      })
      let expires = from(Date.now())
      for (const wait of waits) {
        vi.setSystemTime(Date.now() + wait)
        const now = Date.now()
        const isOver = now > expires.idle
        const isRenewed = !isOver && now > expires.active
        if (isRenewed) expires = from(now)
        const session = await auth.validateSession(sessionId).catch((error) => error.message)
        if (isOver) {
          expect(session).toBe('AUTH_INVALID_SESSION_ID')
          seen.ended++
          return
        }
        expect(session).toMatchObject({
          fresh: isRenewed,
          activePeriodExpiresAt: new Date(expires.active),
          idlePeriodExpiresAt: new Date(expires.idle),
        })
        if (isRenewed) seen.renewed++
        if (expires.idle === end) seen.limited++
      }
    }),
    { seed, numRuns },
  )
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(10)
})
