import Database from 'better-sqlite3'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { SetupError } from '../../src/errors.ts'
import { createSchema } from '../../src/schema/sqlite.ts'
import type { UntypedCreateAuth } from './entries.ts'

const database = new Database(':memory:')
const setUp = (schema: unknown) => (createAuth as UntypedCreateAuth)(database, { schema })
const create = createSchema as (config: object) => object
const { user, session, key } = createSchema()

function expectRefusal(work: () => unknown, message: RegExp): void {
  const refusal = { code: 'INVALID_SCHEMA', message: expect.stringMatching(message) }
  expect(work).toThrow(SetupError)
  expect(work).toThrow(expect.objectContaining(refusal))
}

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
