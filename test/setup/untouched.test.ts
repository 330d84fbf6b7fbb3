import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { SetupError } from '../../src/errors.ts'
import { sqliteTables } from '../ddl.ts'
import type { Schemas } from '../drivers/driver.ts'
import { inNode } from '../drivers/drivers.ts'
import { schemas as sqliteSchemas } from '../fixtures/sqlite.ts'
import { deepFreeze, fingerprint } from './fingerprint.ts'
import { type Candidates, openCandidates } from './handles.ts'

let candidates: Candidates

beforeAll(async () => {
  candidates = await openCandidates()
})
afterAll(() => candidates.close())

/** Frozen but for what Drizzle itself notes in the columns of an index, when it first reads them. */
function frozenSchema({ modes }: Schemas): object {
  for (const table of Object.values(modes)) Object.freeze(table)
  return Object.freeze(modes)
}

const frozenOptions = (schemas: Schemas) => ({
  schema: frozenSchema(schemas),
  ...deepFreeze({
    env: 'DEV',
    csrfProtection: { host: 'example.com', allowedSubDomains: ['app'] },
    sessionCookie: { name: 'sid', attributes: { sameSite: 'strict' } },
    sessionExpiresIn: { activePeriod: 1_000, idlePeriod: 1_000 },
    passwordHash: { generate: async () => '', validate: async () => true },
    getUserAttributes: (user: object) => user,
    getSessionAttributes: (session: object) => session,
    experimental: { debugMode: false },
  }),
})

describe.each(inNode)('createAuth() of $name', ({ name, createAuth, schemas }) => {
  const handles = () => candidates.list.filter(({ entry }) => entry === name)

  it('leaves handle and options as they are, listeners and parsers included', () => {
    for (const { value } of handles()) {
      const options = Object.freeze(frozenOptions(schemas))
      const before = fingerprint(value)
      const { auth } = createAuth(value, options)
      expect(auth).toBeDefined()
      expect(fingerprint(value)).toEqual(before)
    }
  })

  it('opens nothing: no socket, no timer, no request', () => {
    const before = process.getActiveResourcesInfo().sort()
    for (const { value } of handles()) createAuth(value, {})
    expect(process.getActiveResourcesInfo().sort()).toEqual(before)
  })

  it('gives the same set-up for the same handle and options, and keeps handles apart', () => {
    const options = {}
    const [first, second] = handles()
    expect(createAuth(first?.value, options)).toBe(createAuth(first?.value, options))
    expect(createAuth(first?.value)).toBe(createAuth(first?.value))
    expect(createAuth(first?.value, {})).not.toBe(createAuth(first?.value, {}))
    if (second)
      expect(createAuth(second.value, options)).not.toBe(createAuth(first?.value, options))
  })
})

describe('a plain Drizzle client', () => {
  it('changes a postgres.js client, which the test of that would show', () => {
    const client = postgres({ max: 1 })
    const before = fingerprint(client)
    drizzle({ client })
    expect(fingerprint(client)).not.toEqual(before)
  })
})

describe('a frozen handle', () => {
  it('works as before', async () => {
    const database = new Database(':memory:')
    for (const statement of await sqliteTables(sqliteSchemas.lucia)) database.exec(statement)
    const schema = sqliteSchemas.lucia
    const options = deepFreeze({ schema })
    const { auth } = createAuth(Object.freeze(database), options)
    expect(createAuth(database, options).auth).toBe(auth)
    await auth.createUser({ userId: 'anna', key: null, attributes: { username: 'anna' } })
    const { sessionId } = await auth.createSession({ userId: 'anna' })
    expect(await auth.validateSession(sessionId)).toMatchObject({ user: { userId: 'anna' } })
    await auth.deleteUser('anna')
  })
})

describe('a set-up that was refused', () => {
  it('leaves nothing behind: the same handle works with other options', () => {
    const database = new Database(':memory:')
    const options: { env: unknown } = { env: 'production' }
    expect(() => createAuth(database, options as never)).toThrow(SetupError)
    expect(() => createAuth(database, options as never)).toThrow(SetupError)
    expect(createAuth(database, { env: 'PROD' }).auth).toBeDefined()
  })
})
