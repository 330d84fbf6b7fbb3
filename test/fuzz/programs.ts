import fc from 'fast-check'
import { LuciaError } from 'lucia'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UniqueConstraintError } from '../../src/errors.ts'
import type { Engine, TestDatabase } from '../conformance/engine.ts'
import { type Call, program } from './calls.ts'
import { hashedId } from './rows.ts'
import { TableModel } from './table-model.ts'

const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)

/** Quick, and told apart by the rows. */
const passwordHash = {
  generate: async (password: string) => `hash of ${password}`,
  validate: async (password: string, hash: string) => hash === `hash of ${password}`,
}

const tables = ['user_session', 'user_key', 'user'] as const

/** Runs programs of calls on a driver, and compares each call, and then the rows, with the model. */
export function programs(
  engine: Engine,
  numRuns: number,
  sessionIds: 'plain' | 'hashed' = 'plain',
): void {
  const handleOf = sessionIds === 'hashed' ? hashedId : (id: string) => id
  describe(`programs of calls: ${engine.name}, with ${sessionIds} session ids`, () => {
    let database: TestDatabase
    beforeAll(async () => {
      database = await engine.open(['lucia'])
    })
    afterAll(() => database.close())

    it(`do to the tables what the rules say: ${numRuns} programs, FUZZ_SEED=${seed}`, async () => {
      const options = { schema: engine.schemas.lucia, passwordHash, sessionIds }
      const { auth } = engine.createAuth(database.handle, options)
      const seen: Record<string, number> = {}
      await fc.assert(
        fc.asyncProperty(program, async (calls) => {
          for (const table of tables) await database.remove(table)
          const model = new TableModel(handleOf)
          for (const call of calls) {
            const outcome = await compare(auth, model, call)
            seen[outcome] = (seen[outcome] ?? 0) + 1
          }
          expect(await contentOf(database)).toEqual(contentOfModel(model))
        }),
        { seed, numRuns },
      )
      // Each outcome has occurred often, so that the comparison means something.
      const outcomes = ['resolves', 'TypeError', 'UniqueConstraintError', 'AUTH_DUPLICATE_KEY_ID']
      const invalid = ['USER_ID', 'SESSION_ID', 'KEY_ID', 'PASSWORD']
      for (const outcome of [...outcomes, ...invalid.map((name) => `AUTH_INVALID_${name}`)]) {
        expect(seen[outcome] ?? 0, outcome).toBeGreaterThan(numRuns / 100)
      }
    })
  })
}

/** Makes a call, lets the model follow it, and gives the outcome that both have. */
async function compare(auth: object, model: TableModel, { method, args }: Call): Promise<string> {
  const expected = model.methods[method]?.(...(args as never[]))
  const call: (...values: unknown[]) => Promise<unknown> = Reflect.get(auth, method)
  const [outcome, result] = await call(...args).then(
    (value) => ['resolves', value] as const,
    (error) => [nameOf(error), undefined] as const,
  )
  expect(expected?.outcomes, `${method}()`).toContain(outcome)
  if (outcome === 'resolves') {
    if (expected?.result !== undefined) expect(shown(result), method).toEqual(expected.result)
    expected?.apply?.(result as never)
  }
  return outcome
}

function nameOf(error: unknown): string {
  if (error instanceof LuciaError) return error.message
  if (error instanceof UniqueConstraintError) return 'UniqueConstraintError'
  return error instanceof TypeError ? 'TypeError' : String(error)
}

/** What the model knows of a result: whose it is, or which ids are listed. */
function shown(result: unknown): unknown {
  if (Array.isArray(result)) {
    return result
      .map(({ sessionId, providerId, providerUserId }) => {
        return sessionId ?? `${providerId}:${providerUserId}`
      })
      .sort()
  }
  const { user, userId } = result as { user?: { userId: string }; userId?: string }
  return userId ?? user?.userId
}

const byId = (rows: unknown[][]) => rows.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))

async function contentOf({ rows }: TestDatabase): Promise<unknown> {
  const [sessions, keys, users] = await Promise.all(tables.map((table) => rows(table)))
  return {
    users: byId((users ?? []).map(({ id, username }) => [id, username])),
    keys: byId((keys ?? []).map((row) => [row.id, row.user_id, row.hashed_password])),
    sessions: byId((sessions ?? []).map((row) => [row.id, row.user_id, row.country])),
  }
}

function contentOfModel({ users, keys, sessions, handleOf }: TableModel): unknown {
  const hashOf = (password: string | null) => (password === null ? null : `hash of ${password}`)
  return {
    users: byId([...users]),
    keys: byId([...keys].map(([id, key]) => [id, key.userId, hashOf(key.password)])),
    sessions: byId(
      [...sessions].map(([id, { userId, country }]) => [handleOf(id), userId, country]),
    ),
  }
}
