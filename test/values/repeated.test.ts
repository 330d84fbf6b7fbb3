import mysql, { type PoolOptions } from 'mysql2/promise'
import oldest from 'mysql2-oldest/promise'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuth } from '../../src/mysql2.ts'
import { mysqlDatabase, type ServerDatabase } from '../drivers/database.ts'
import { mysqlValues, tablesOf } from './dialects.ts'
import type { Row, Values } from './driver.ts'
import { casesOf, schemaOf } from './schema.ts'

const schema = schemaOf(mysqlValues)
const cases = casesOf(mysqlValues)
const columns = Object.values(mysqlValues.columns)

/** One more than are sent as texts before a lookup is prepared. */
const lookups = 6

const settings: Record<string, PoolOptions> = {
  'no setting': {},
  supportBigNumbers: { supportBigNumbers: true },
  bigNumberStrings: { supportBigNumbers: true, bigNumberStrings: true },
  dateStrings: { dateStrings: true },
  timezone: { timezone: '+05:00' },
  decimalNumbers: { decimalNumbers: true },
  'no typeCast': { typeCast: false },
  rowsAsArray: { rowsAsArray: true },
}
const pools = [
  ...Object.entries(settings).map(([name, options]) => ({
    name: `a mysql2 Pool with ${name}`,
    open: (uri: string) => mysql.createPool({ uri, connectionLimit: 1, ...options }),
  })),
  {
    name: 'a Pool of the oldest mysql2 of the range',
    open: (uri: string): mysql.Pool =>
      oldest.createPool({ uri, connectionLimit: 1 }) as unknown as mysql.Pool,
  },
]

/** A table of all columns, and a set-up that knows one of them. */
const setUp = (pool: object, index: number) => {
  const column = columns[index]?.column() as never
  const tables = mysqlValues.createSchema({
    tableNames: { user: 'users' },
    user: { [`c${index}`]: column },
    session: {},
  })
  return createAuth(pool as never, {
    schema: tables as never,
    getUserAttributes: (row: Row) => row,
  }) as unknown as Values
}

describe.each(pools)('$name', ({ open }) => {
  let database: ServerDatabase
  let pool: mysql.Pool
  beforeAll(async () => {
    database = await mysqlDatabase(await tablesOf(mysqlValues, schema))
    pool = open(database.url)
  })
  afterAll(() => pool.end().then(database.drop))

  it('gives the same values to a lookup that is repeated, of every type of column', async () => {
    for (const [index, [title, property, values]] of cases.entries()) {
      const { auth, db } = setUp(pool, index)
      for (const [position, value] of values.entries()) {
        const id = `${index}-${position}`
        const writing = db.insert(schema.user).values({ id, [property]: value })
        if (await Promise.resolve(writing).then(isFine, isRefused)) {
          const first = await auth.getUser(id)
          for (let again = 0; again < lookups; again++) {
            expect(await auth.getUser(id), title).toStrictEqual(first)
          }
        }
      }
    }
    // On the only connection of the pool.
    const status = { sql: "show status like 'Com_stmt_execute'", rowsAsArray: true }
    const [[prepared]] = (await pool.query(status)) as unknown as [
      [name: unknown, count: unknown][],
    ]
    expect(Number(String(prepared?.[1]))).toBeGreaterThan(cases.length)
  })
})

const isFine = () => true
const isRefused = () => false
