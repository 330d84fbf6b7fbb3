import Database from 'better-sqlite3'
import fc from 'fast-check'
import type { RequestContext } from 'lucia'
import { web } from 'lucia/middleware'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { fuzzCase } from './arbitraries.ts'
import { sessionIds } from './credentials.ts'
import { bearerOf, cookiesOf, type FuzzRequest, outcomeOf, type Rules, trusts } from './model.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 6_000)

const day = 24 * 60 * 60 * 1000
const valid = new Map([
  [sessionIds.active, { userId: 'anna', isIdle: false }],
  [sessionIds.second, { userId: 'anna', isIdle: false }],
  [sessionIds.other, { userId: 'berta', isIdle: false }],
  [sessionIds.idle, { userId: 'carla', isIdle: true }],
  [sessionIds.idleBeside, { userId: 'anna', isIdle: true }],
])

const database = new Database(':memory:')
database.pragma('foreign_keys = off')
for (const statement of inject('sqliteTables').lucia) database.exec(statement)
const user = database.prepare('insert into user (id, username) values (?, ?)')
for (const id of ['anna', 'berta', 'carla', 'dora']) user.run(id, id)
const session = database.prepare(
  'insert into user_session (id, user_id, active_expires, idle_expires) values (?, ?, ?, ?)',
)
const now = Date.now()
for (const [id, { userId, isIdle }] of valid) {
  const active = now + (isIdle ? -day : day)
  session.run(id, userId, active, active + 14 * day)
}
session.run(sessionIds.expired, 'dora', now - 15 * day, now - day)
session.run(sessionIds.orphan, 'nobody', now + day, now + 15 * day)
const makeIdle = database.prepare(
  `update user_session set active_expires = ?, idle_expires = ? where id like 'idle-%'`,
)
/** Undoes the renewals of the last request. */
const resetIdle = () => makeIdle.run(now - day, now + 13 * day)

afterAll(() => {
  database.close()
})

/** A request as a middleware hands it over, and the cookies that are set. */
function contextOf({ method, url, headers, sessionCookie }: FuzzRequest) {
  const cookies: string[] = []
  const context: RequestContext = {
    request: {
      method,
      ...(url === undefined ? {} : { url }),
      headers: { get: (name) => headers.get(name.toLowerCase()) ?? null },
    },
    ...(sessionCookie === undefined ? {} : { sessionCookie }),
    setCookie: (cookie) => void cookies.push(`${cookie.name}=${cookie.value}`),
  }
  return { context, cookies }
}

/** The case as a real `Request`, and as what it has become in it; undefined where there is none. */
function realOf({ method, url = '', headers }: FuzzRequest) {
  try {
    const real = new Request(url, { method, headers: Object.fromEntries(headers) })
    const request = { method: real.method, url: real.url, headers: new Map(real.headers) }
    return { real, request: { ...request, sessionCookie: undefined } }
  } catch {
    return undefined
  }
}

/** Whose sessions the model says that a request has, and which cookies its answer sets. */
function expectedOf(request: FuzzRequest, rules: Rules) {
  const values = trusts(request, rules) ? cookiesOf(request) : []
  const cookie = outcomeOf(values, valid, request.headers.has('upgrade'))
  return { cookie, bearer: valid.get(bearerOf(request) ?? '')?.userId ?? null }
}

const userOf = (found: { user: { userId: string } } | null) => found?.user.userId ?? null

describe('requests of every kind', () => {
  it(`get the session that the rules give them: ${numRuns} cases, FUZZ_SEED=${seed}`, async () => {
    const seen = {
      trusted: 0,
      refused: 0,
      sessions: 0,
      tokens: 0,
      renewals: 0,
      besideInvalid: 0,
      conflicts: 0,
      realRequests: 0,
    }
    const schema = schemas.lucia
    await fc.assert(
      fc.asyncProperty(fuzzCase, async ({ request, rules }) => {
        resetIdle()
        const { auth } = createAuth(database, { schema, ...rules })
        const { context, cookies } = contextOf(request)
        const expected = expectedOf(request, rules)

        const authRequest = auth.handleRequest(context)
        expect(auth.isTrustedRequest(context.request)).toBe(trusts(request, rules))
        expect(userOf(await authRequest.validate())).toBe(expected.cookie.userId)
        expect(userOf(await authRequest.validate())).toBe(expected.cookie.userId)
        expect(cookies).toEqual(expected.cookie.cookies)
        expect(userOf(await authRequest.validateBearerToken())).toBe(expected.bearer)

        const real = realOf(request)
        if (real) {
          resetIdle()
          const options = { schema, ...rules, middleware: web() }
          const ofReal = createAuth(database, options).auth.handleRequest(real.real)
          const expectedOfReal = expectedOf(real.request, rules)
          expect(userOf(await ofReal.validate())).toBe(expectedOfReal.cookie.userId)
          expect(userOf(await ofReal.validateBearerToken())).toBe(expectedOfReal.bearer)
          seen.realRequests++
        }

        if (trusts(request, rules)) seen.trusted++
        else if (cookiesOf(request).length > 0) seen.refused++
        if (expected.cookie.userId) seen.sessions++
        if (expected.bearer) seen.tokens++
        if (cookies[0]?.includes('=idle-')) seen.renewals++
        if (trusts(request, rules)) {
          const users = new Set(cookiesOf(request).map((id) => valid.get(id)?.userId))
          if (users.size > 1 && expected.cookie.userId) seen.besideInvalid++
          if (users.size > 1 && !expected.cookie.userId && cookies.length === 0) seen.conflicts++
        }
      }),
      { seed, numRuns },
    )
    // Each kind of case has occurred often, so that the comparison means something.
    for (const [kind, count] of Object.entries(seen)) {
      expect(count, kind).toBeGreaterThan(numRuns / 100)
    }
  })
})
