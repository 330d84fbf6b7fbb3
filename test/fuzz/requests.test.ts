import Database from 'better-sqlite3'
import fc from 'fast-check'
import type { RequestContext } from 'lucia'
import { web } from 'lucia/middleware'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { fuzzCase } from './arbitraries.ts'
import { sessionIds } from './credentials.ts'
import { bearerOf, cookieOf, type FuzzRequest, type Rules, trusts } from './model.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 15_000)

const day = 24 * 60 * 60 * 1000
/** Whose sessions are valid. */
const users = new Map<string | null, string>([
  [sessionIds.active, 'anna'],
  [sessionIds.other, 'berta'],
  [sessionIds.idle, 'carla'],
])

const database = new Database(':memory:')
database.pragma('foreign_keys = off')
for (const statement of inject('sqliteTables').lucia) database.exec(statement)
const user = database.prepare('insert into user (id, username) values (?, ?)')
for (const id of ['anna', 'berta', 'carla', 'dora']) user.run(id, id)
const session = database.prepare(
  'insert into user_session (id, user_id, active_expires, idle_expires) values (?, ?, ?, ?)',
)
session.run(sessionIds.active, 'anna', Date.now() + day, Date.now() + 15 * day)
session.run(sessionIds.other, 'berta', Date.now() + day, Date.now() + 15 * day)
session.run(sessionIds.idle, 'carla', Date.now() - day, Date.now() + 13 * day)
session.run(sessionIds.expired, 'dora', Date.now() - 15 * day, Date.now() - day)
session.run(sessionIds.orphan, 'nobody', Date.now() + day, Date.now() + 15 * day)
const makeIdle = database.prepare('update user_session set active_expires = 0 where id = ?')

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

/** Whose session the model says that a request has, and which cookie its answer sets. */
function expectedOf(request: FuzzRequest, rules: Rules) {
  const cookie = trusts(request, rules) ? cookieOf(request) : null
  const cookieUser = users.get(cookie) ?? null
  const bearerUser = users.get(bearerOf(request)) ?? null
  const ended = cookie !== null && cookieUser === null
  const renewed = cookie === sessionIds.idle
  const cookies = ended ? ['auth_session='] : renewed ? [`auth_session=${cookie}`] : []
  return { cookieUser, bearerUser, cookies }
}

const userOf = (found: { user: { userId: string } } | null) => found?.user.userId ?? null

describe('requests of every kind', () => {
  it(`get the session that the rules give them: ${numRuns} cases, FUZZ_SEED=${seed}`, async () => {
    const seen = { trusted: 0, refused: 0, sessions: 0, renewals: 0, realRequests: 0 }
    const schema = schemas.lucia
    await fc.assert(
      fc.asyncProperty(fuzzCase, async ({ request, rules }) => {
        makeIdle.run(sessionIds.idle)
        const { auth } = createAuth(database, { schema, ...rules })
        const { context, cookies } = contextOf(request)
        const expected = expectedOf(request, rules)

        const authRequest = auth.handleRequest(context)
        expect(auth.isTrustedRequest(context.request)).toBe(trusts(request, rules))
        expect(userOf(await authRequest.validate())).toBe(expected.cookieUser)
        expect(userOf(await authRequest.validate())).toBe(expected.cookieUser)
        expect(cookies).toEqual(expected.cookies)
        expect(userOf(await authRequest.validateBearerToken())).toBe(expected.bearerUser)

        const real = realOf(request)
        if (real) {
          makeIdle.run(sessionIds.idle)
          const options = { schema, ...rules, middleware: web() }
          const ofReal = createAuth(database, options).auth.handleRequest(real.real)
          const expectedOfReal = expectedOf(real.request, rules)
          expect(userOf(await ofReal.validate())).toBe(expectedOfReal.cookieUser)
          expect(userOf(await ofReal.validateBearerToken())).toBe(expectedOfReal.bearerUser)
          seen.realRequests++
        }

        if (trusts(request, rules)) seen.trusted++
        else if (cookieOf(request) !== null) seen.refused++
        if (expected.cookieUser) seen.sessions++
        if (cookies[0]?.endsWith(sessionIds.idle)) seen.renewals++
      }),
      { seed, numRuns },
    )
    // Each kind of case has occurred often, so that the comparison means something.
    for (const [kind, count] of Object.entries(seen)) {
      expect(count, kind).toBeGreaterThan(numRuns / 100)
    }
  })
})
