import Database from 'better-sqlite3'
import * as mysql from 'drizzle-orm/mysql-core'
import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { SetupError } from '../../src/errors.ts'
import { createSchema as createMysqlSchema } from '../../src/schema/mysql.ts'
import { createSchema as createPostgresSchema } from '../../src/schema/postgres.ts'
import { createSchema } from '../../src/schema/sqlite.ts'
import type { UntypedCreateAuth } from '../drivers/driver.ts'

const database = new Database(':memory:')
const setUp = (schema: unknown) => (createAuth as UntypedCreateAuth)(database, { schema })
const create = createSchema as (config: object) => object
const { user, session, key } = createSchema()

function expectRefusal(work: () => unknown, message: RegExp): void {
  const refusal = { code: 'INVALID_SCHEMA', message: expect.stringMatching(message) }
  expect(work).toThrow(SetupError)
  expect(work).toThrow(expect.objectContaining(refusal))
}

/** The functions of Drizzle's dialects that make a column. */
const kinds =
  'bigint bigserial binary bit blob boolean char cidr date datetime decimal double doublePrecision float geometry halfvec inet int integer interval json jsonb line longtext macaddr macaddr8 mediumint mediumtext mysqlEnum numeric point real serial smallint smallserial sparsevec text time timestamp tinyint tinytext uuid varbinary varchar vector year'.split(
    ' ',
  )

describe('extra columns', () => {
  it.each([
    ['user', 'id'],
    ['session', 'id'],
    ['session', 'userId'],
    ['session', 'activeExpires'],
    ['session', 'idleExpires'],
  ])('that Lucia owns are refused: %s.%s', (part, property) => {
    const message = new RegExp(`^${part}\\.${property} is a column of Lucia: choose another name$`)
    expectRefusal(() => create({ [part]: { [property]: text('other') } }), message)
  })

  // Rows go to Lucia under these names: an attribute of that name would take the column's place.
  it.each(['user_id', 'active_expires', 'idle_expires'])(
    'with the name that Lucia has for its own are refused: session.%s',
    (property) => {
      const column = property === 'user_id' ? text('other') : integer('other')
      expectRefusal(() => create({ session: { [property]: column } }), new RegExp(property))
      const columns = {
        id: text('id').primaryKey(),
        userId: text('user_id').notNull(),
        activeExpires: integer('active_expires').notNull(),
        idleExpires: integer('idle_expires').notNull(),
        [property]: column,
      }
      const own = sqliteTable('user_session', columns)
      expectRefusal(() => setUp({ user, key, session: own }), new RegExp(property))
    },
  )

  it.each([
    ['user', 'name', 'id'],
    ['session', 'owner', 'user_id'],
    ['session', 'end', 'ACTIVE_EXPIRES'],
  ])("that share a column with one of Lucia's are refused: %s.%s as %s", (part, property, name) => {
    const message = new RegExp(`\\.${property} must have a column name of its own.*"${name}" twice`)
    expectRefusal(() => create({ [part]: { [property]: text(name) } }), message)
  })

  it('that are no columns of the dialect are refused', () => {
    const columns: [createSchema: unknown, dialect: string][] = [
      [createSchema, 'sqlite'],
      [createPostgresSchema, 'pg'],
      [createMysqlSchema, 'mysql'],
    ]
    const builders = { sqlite: text('a'), pg: pg.text('a'), mysql: mysql.text('a') }
    for (const [create, own] of columns as [typeof createSchema, string][]) {
      const others = Object.entries(builders).filter(([dialect]) => dialect !== own)
      const wrong = ['text', null, undefined, {}, text, user.id, user, ...others.map(([, b]) => b)]
      for (const part of ['user', 'session']) {
        for (const column of wrong) {
          const config = { [part]: { email: column } } as object
          const path = `createSchema\\(\\): config\\.${part}\\.email`
          const message = new RegExp(`^${path} must be a column of this dialect, .+ Received `)
          expect(() => create(config)).toThrow(SetupError)
          expect(() => create(config)).toThrow(message)
        }
      }
    }
  })

  it('of every kind that a dialect has are taken', () => {
    for (const [create, builders] of [
      [createSchema, sqlite],
      [createPostgresSchema, pg],
      [createMysqlSchema, mysql],
    ] as unknown as [
      typeof createSchema,
      Record<string, (name: string, config: object) => never>,
    ][]) {
      const made = Object.entries(builders).flatMap(([name, build]) => {
        if (!kinds.includes(name)) return []
        const config = {
          length: 8,
          dimensions: 3,
          values: ['a'],
          mode: 'string',
          dataType: () => 'a',
        }
        return [[name, build(`column_${name}`, name.endsWith('Enum') ? (['a'] as never) : config)]]
      })
      expect(made.length).toBeGreaterThan(4)
      expect(() => create({ user: Object.fromEntries(made) })).not.toThrow()
    }
  })

  it('that share a column with one another are refused', () => {
    const columns = { email: text('mail'), other: text('mail') }
    expectRefusal(() => create({ user: columns }), /^schema\.user\.other must have a column name/)
    const own = sqliteTable('user', { id: text('id').primaryKey(), ...columns })
    expectRefusal(
      () => setUp({ session, key, user: own }),
      /^schema\.user\.other must have a column/,
    )
  })

  it('whose names have quotation marks are refused', () => {
    for (const mark of ['"', "'", '`', '[', '\\', '\n']) {
      const work = () => create({ user: { email: text(`e${mark}mail`) } })
      expect(work).toThrow(expect.objectContaining({ code: 'INVALID_TABLE_NAME' }))
    }
  })

  it('with the names of what every object has are attributes like others', async () => {
    const schema = createSchema({ user: { constructor: text('a'), toString: text('b') } as never })
    database.exec(`create table user (id text primary key, a text, b text)`)
    const { auth } = createAuth(database, {
      schema: schema as never,
      getUserAttributes: (row: object) => row,
    })
    const attributes = { constructor: 'x', toString: 'y' } as never
    const created = await auth.createUser({ userId: 'anna', key: null, attributes })
    expect({ ...created }).toEqual({ id: 'anna', userId: 'anna', constructor: 'x', toString: 'y' })
    expect(database.prepare('select * from user').get()).toEqual({ id: 'anna', a: 'x', b: 'y' })
  })
})
