import { type Adapter, type InitializeAdapter, lucia } from 'lucia'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Auth } from '../../src/internal/auth/auth.ts'
import { isDrizzle1 } from '../drizzle-1/version.ts'
import type { ExistingEngine, Row } from './engine.ts'

/** Values for a column of each type, as an app may hand them over. */
export type ValuesByType = Readonly<Record<string, readonly unknown[]>>

type AnyAuth = Pick<
  Auth,
  | 'createUser'
  | 'getUser'
  | 'updateUserAttributes'
  | 'createSession'
  | 'updateSessionAttributes'
  | 'validateSession'
  | 'getAllUserSessions'
>
type CreateAuth = (handle: unknown, options: object) => { auth: AnyAuth }

const shows = {
  env: 'PROD',
  getUserAttributes: ({ id, ...attributes }: Row) => ({ ...attributes }),
  getSessionAttributes: ({ country, extra }: Row) => ({ country, extra }),
} as const

/** What an app gets with columns as attributes is what the official adapter gives, errors included. */
export function sameAsOfficial(engine: ExistingEngine, types: ValuesByType): void {
  beforeAll(() => {
    vi.stubEnv('TZ', 'America/New_York')
  })
  afterAll(() => {
    vi.unstubAllEnvs()
  })
  // Columns as attributes go past Drizzle, whose version makes no difference to them.
  if (isDrizzle1) return
  describe(`${engine.name} gives and takes by columns what its official adapter does`, () => {
    it.each(Object.entries(types))('in a column %s', async (type, values) => {
      const [fixture] = engine.fixtures
      if (!fixture) throw new Error('There is no fixture')
      const { tableNames, statements } = fixture
      const { user, session, key } = tableNames
      const database = await engine.open(tableNames)
      try {
        const extra = [user, session].map(
          (table) => `ALTER TABLE ${table} ADD COLUMN extra ${type}`,
        )
        for (const statement of [...statements, ...extra]) await database.run(statement)
        const createAuth = engine.createAuth as CreateAuth
        const ours = createAuth(database.handle, { ...shows, tableNames, attributes: 'columns' })
        const told = []
        for (const auth of [plainLucia(database.adapter), ours.auth]) {
          told.push(await tellAll(auth, values))
          for (const table of [session, key, user]) await database.run(`DELETE FROM ${table}`)
        }
        expect(told[1]).toEqual(told[0])
      } finally {
        await database.close()
      }
    })
  })
}

function plainLucia(adapter: InitializeAdapter<Adapter>): AnyAuth {
  const auth: unknown = lucia({ ...shows, adapter })
  return auth as AnyAuth
}

/** What becomes of each value, in each method that takes or gives attributes. */
async function tellAll(auth: AnyAuth, values: readonly unknown[]): Promise<unknown[]> {
  const told: unknown[] = []
  const tell = async (work: () => Promise<unknown>) => told.push(await outcome(work))
  for (const [index, extra] of values.entries()) {
    const userId = `user-${index}`
    const sessionId = `session-${index}`
    const attributes = { username: userId, extra } as never
    await tell(() => auth.createUser({ userId, key: null, attributes }))
    await tell(() => auth.getUser(userId))
    await outcome(() =>
      auth.createUser({ userId, key: null, attributes: { username: 'x' } as never }),
    )
    await tell(() => auth.updateUserAttributes(userId, { extra } as never))
    await tell(() => auth.updateUserAttributes(userId, { missing: extra } as never))
    const ofSession = { country: 'AT', extra } as never
    await tell(() => auth.createSession({ userId, sessionId, attributes: ofSession }))
    await outcome(() =>
      auth.createSession({ userId, sessionId, attributes: { country: 'CH' } as never }),
    )
    await tell(() => auth.updateSessionAttributes(sessionId, { extra } as never))
    await tell(() => auth.validateSession(sessionId))
    await tell(() => auth.getAllUserSessions(userId))
  }
  return told
}

/** What a call resolves to, or the class and the code of its error. */
async function outcome(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return JSON.parse(JSON.stringify(withoutTimes(await work()), typed))
  } catch (error) {
    const { name, code, message } = error as { name: string; code?: string; message: string }
    return { name, code, message: /^AUTH_/.test(message) ? message : undefined }
  }
}

/** Sessions begin when they begin. */
function withoutTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTimes)
  const { activePeriodExpiresAt, idlePeriodExpiresAt, ...rest } = value as Row
  return { ...rest, ends: [activePeriodExpiresAt, idlePeriodExpiresAt].map((at) => typeof at) }
}

/** A value with its type, which JSON would lose. */
function typed(this: Row, key: string, value: unknown): unknown {
  const given = this[key]
  if (given instanceof Date) return `Date ${given.getTime()}`
  if (ArrayBuffer.isView(given) || given instanceof ArrayBuffer) {
    return `${given.constructor.name} ${Buffer.from(given as ArrayBuffer).toString('hex')}`
  }
  return typeof given === 'bigint' ? `${given}n` : value
}
