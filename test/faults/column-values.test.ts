import { Column, getTableColumns, sql, type Table } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Auth } from '../../src/internal/auth/auth.ts'
import { createSchema as createMysqlSchema } from '../../src/schema/mysql.ts'
import { createSchema as createPostgresSchema } from '../../src/schema/postgres.ts'
import { createSchema as createSqliteSchema } from '../../src/schema/sqlite.ts'
import { nameOf } from '../conformance/wrong-values.ts'
import type { LuciaSchema, Opened } from '../drivers/driver.ts'
import { handles } from '../drivers/drivers.ts'
import type { Dialect } from '../drivers/tables.ts'
import {
  type Cases,
  casesWithoutTable,
  columnCases,
  columnModules,
  postgresEnums,
} from './column-types.ts'

const createSchemas = {
  sqlite: createSqliteSchema,
  postgres: createPostgresSchema,
  mysql: createMysqlSchema,
}

function schemaOf(dialect: Dialect, cases: Cases): LuciaSchema {
  const columns = Object.entries(cases).map(([name, [column]]) => [name, column])
  const config = { user: Object.fromEntries(columns), tableNames: { user: 'user' } }
  return (createSchemas[dialect] as (config: object) => unknown)(config) as LuciaSchema
}

/** A value of each kind that columns hold, and of kinds that none but JSON and custom ones holds. */
const values: readonly [kind: string, value: unknown][] = [
  ['string', 'x'],
  ['number', 2],
  ['bigint', 2n],
  ['boolean', false],
  ['date', new Date(0)],
  ['buffer', new Uint8Array([2])],
  ['array', ['x']],
  ['none', Number.NaN],
  ['none', new Date(Number.NaN)],
  ['none', { set: 'x' }],
  ['none', new String('x')],
  ['none', Symbol('x')],
  ['none', () => 'x'],
  ['none', sql`1`],
]

/** The kind of a value that a column holds; undefined for columns that hold anything. */
function kindOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  if (value instanceof Uint8Array) return 'buffer'
  return typeof value === 'object' ? undefined : typeof value
}

async function expectRefusals(auth: Auth, cases: Cases): Promise<void> {
  for (const [name, [, fitting]] of Object.entries(cases)) {
    const kind = name === 'custom' ? undefined : kindOf(fitting)
    if (kind === undefined) continue
    const rule = new RegExp(`^attributes\\.${name} must be .*\\. Received `)
    for (const [, value] of values.filter(([other]) => other !== kind)) {
      const attributes = { [name]: value } as never
      for (const call of [
        () => auth.createUser({ key: null, attributes }),
        () => auth.updateUserAttributes('ann', attributes),
      ]) {
        const error = await call().catch((reason: unknown) => reason)
        expect(error, `${name} with ${nameOf(value)}`).toBeInstanceOf(TypeError)
        expect((error as TypeError).message).toMatch(rule)
      }
    }
  }
}

describe.each(handles)('$name: a value of a column of each type', (subject) => {
  const { dialect } = subject
  const cases = columnCases[dialect]
  const schema = schemaOf(dialect, cases)
  // Drizzle makes Buffers of them, which Miniflare's proxy does not send to workerd.
  const unsendable = subject.name === 'D1' ? ['blobOfJson', 'blobOfBigint'] : []
  let opened: Opened
  let auth: Auth
  beforeAll(async () => {
    opened = await subject.open({ ...schema, ...(dialect === 'postgres' ? postgresEnums : {}) })
    auth = subject.createAuth(opened.handle, { schema }).auth as unknown as Auth
  })
  afterAll(() => opened.close())

  it('is stored where it fits', async () => {
    const stored = Object.entries(cases).filter(([column]) => !unsendable.includes(column))
    for (const [name, [, value]] of stored) {
      const attributes = { [name]: value } as never
      const { userId } = await auth.createUser({ key: null, attributes })
      expect(await auth.updateUserAttributes(userId, attributes), name).toEqual({ userId })
    }
    expect(await opened.counts('user')).toEqual([stored.length])
  })

  it('is refused where it does not, by the name of the attribute', async () => {
    const before = await opened.counts('user')
    await expectRefusals(auth, cases)
    const others = schemaOf(dialect, casesWithoutTable[dialect])
    const withoutTable = subject.createAuth(opened.handle, { schema: others }).auth
    await expectRefusals(withoutTable as unknown as Auth, casesWithoutTable[dialect])
    expect(await opened.counts('user')).toEqual(before)
  })
})

/** The classes of Drizzle that columns are made of, and no columns themselves. */
const abstractColumns = [
  'PgColumn',
  'PgDateColumnBase',
  'ExtraConfigColumn',
  'IndexedColumn',
  'SQLiteColumn',
  'SQLiteBaseInteger',
  'MySqlColumn',
  'MySqlColumnWithAutoIncrement',
  'MySqlDateBaseColumn',
]

it.each(Object.keys(columnCases) as Dialect[])('no type of column is missing: %s', (dialect) => {
  const cases = { ...columnCases[dialect], ...casesWithoutTable[dialect] }
  const { user } = schemaOf(dialect, cases)
  const columns = Object.values(getTableColumns(user as Table))
  const tried = columns.map((column) => column.constructor.name)
  const all = Object.values(columnModules[dialect])
    .filter((value) => typeof value === 'function' && value.prototype instanceof Column)
    .map(({ name }: { name: string }) => name)
  const missing = all.filter((name) => !tried.includes(name) && !abstractColumns.includes(name))
  expect(missing).toEqual([])
})
