import { getTableColumns, sql, type Table } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Auth } from '../../src/internal/auth/auth.ts'
import { dataTypeOf } from '../../src/internal/schema/column-type.ts'
import { type Engine, holds, using } from './engine.ts'
import { nameOf } from './wrong-values.ts'

type Call = (attributes: never) => Promise<unknown>

/** Values of every kind, with the kind of column that each of them is for. */
const values: readonly [kind: string, value: unknown][] = [
  ['string', 'text'],
  ['number', 1],
  ['bigint', 1n],
  ['boolean', true],
  ['date', new Date(0)],
  ['buffer', new Uint8Array([1])],
  ['none', Number.NaN],
  ['none', new Date(Number.NaN)],
  ['none', {}],
  ['none', { set: 'x' }],
  ['none', { email: 'x', is_admin: 1 }],
  ['none', { toISOString: () => '1970-01-01' }],
  ['none', ['x']],
  ['none', [['x']]],
  ['none', new String('x')],
  ['none', Object.create(null)],
  ['none', Symbol('x')],
  ['none', () => 'x'],
  ['none', sql`'x'`],
  ['none', sql.placeholder('x')],
]

const kinds = ['string', 'number', 'bigint', 'boolean', 'date', 'buffer']

/** The attributes of a table whose columns say what they hold, and the kind of each. */
function attributesOf(table: Table): [name: string, kind: string][] {
  const owned = ['id', 'userId', 'activeExpires', 'idleExpires']
  return Object.entries(getTableColumns(table))
    .map(([name, column]): [string, string] => [name, dataTypeOf(column)])
    .filter(([name, dataType]) => !owned.includes(name) && kinds.includes(dataType))
}

/** What went otherwise than it has to, of calls that give an attribute values that do not fit. */
async function mistakes(name: string, kind: string, calls: readonly Call[]): Promise<string[]> {
  const found: string[] = []
  for (const [, value] of values.filter(([other]) => other !== kind)) {
    for (const call of calls) {
      const outcome: unknown = await call({ [name]: value } as never).catch((error) => error)
      const rule = new RegExp(`^attributes\\.${name} must be .*\\. Received `)
      if (outcome instanceof TypeError && rule.test(outcome.message)) continue
      found.push(`${name} of ${kind} with ${nameOf(value)}: ${outcome}`)
    }
  }
  return found
}

/** The calls that write attributes of a user, and of a session. */
function callsOf(auth: Auth): { user: Call[]; session: Call[] } {
  const username = (attributes: object) => ({ username: 'bert', ...attributes }) as never
  return {
    user: [
      (attributes) => auth.createUser({ key: null, attributes: username(attributes) }),
      (attributes) => auth.updateUserAttributes('ann', attributes),
    ],
    session: [
      (attributes) => auth.createSession({ userId: 'ann', attributes }),
      (attributes) => auth.updateSessionAttributes('session-1', attributes),
    ],
  }
}

export function valueCases(engine: Engine): void {
  const { createAuth, schemas } = engine

  for (const name of ['lucia', 'modes'] as const) {
    holds(engine, `refuses a value that its column does not hold: the tables "${name}"`, () =>
      using(engine, [name], async ({ handle, rows }) => {
        const schema = schemas[name] as typeof schemas.lucia
        const auth = createAuth(handle, { schema }).auth as unknown as Auth
        const attributes = { username: 'ann' } as never
        await auth.createUser({ userId: 'ann', key: null, attributes })
        await auth.createSession({ userId: 'ann', sessionId: 'session-1', attributes: {} })
        const before = [await rows('user'), await rows('user_session')]
        const calls = callsOf(auth)
        const found: string[] = []
        for (const part of ['user', 'session'] as const) {
          const columns = attributesOf(schema[part])
          expect(columns.length).toBeGreaterThan(0)
          for (const [column, kind] of columns) {
            found.push(...(await mistakes(column, kind, calls[part])))
          }
        }
        expect(found).toEqual([])
        expect([await rows('user'), await rows('user_session')]).toEqual(before)
      }),
    )
  }

  holds(engine, 'takes null for a column that can be null, and for no other', () =>
    using(engine, ['lucia'], async ({ handle, rows }) => {
      const auth = createAuth(handle, { schema: schemas.lucia }).auth as unknown as Auth
      const calls = callsOf(auth)
      const nothing = { username: null } as never
      const attributes = { username: 'ann' } as never
      await auth.createUser({ userId: 'ann', key: null, attributes })
      for (const call of calls.user) {
        await expect(call(nothing)).rejects.toThrow(/^attributes\.username must not be null/)
      }
      await auth.createSession({ userId: 'ann', sessionId: 'session-1', attributes: {} })
      for (const call of calls.session) await call({ country: null } as never)
      expect(await rows('user')).toHaveLength(1)
      expect(await rows('user_session')).toHaveLength(2)
    }),
  )
}
