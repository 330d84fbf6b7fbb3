import Database from 'better-sqlite3'
import { type Column, eq, getTableColumns, sql, type Table } from 'drizzle-orm'
import { text } from 'drizzle-orm/sqlite-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { createSchema } from '../../src/schema/sqlite.ts'
import { sqliteTables } from '../ddl.ts'
import { outcome } from './compare.ts'
import type { DialectOfValues, OpenedValues, Row, Values } from './driver.ts'
import { mysqlDrivers, postgresDrivers, sqliteDrivers } from './drivers.ts'
import { relationsOf } from './relations.ts'
import { casesOf } from './schema.ts'

/** Which row is written, and how often functions of columns were asked for a value of it. */
let current = 0
let calls: string[] = []

/** A function of a column, whose values are the same for the same row. */
const made = (name: string) => () => {
  calls.push(name)
  return `${name} ${current}`
}
const madeInSql = () => {
  calls.push('in SQL')
  return current % 3 === 0 ? sql`lower(${`SQL ${current}`})` : current % 3 === 1 ? null : 'text'
}

interface TextColumn {
  $defaultFn(make: () => unknown): TextColumn
  $onUpdateFn(make: () => unknown): TextColumn
}

function schemaOf({ columns, createSchema }: DialectOfValues) {
  const title = Object.keys(columns).find((name) => name.startsWith('text')) ?? ''
  const all = () => ({
    ...Object.fromEntries(
      Object.values(columns).map(({ column }, index) => [`c${index}`, column()]),
    ),
    ...(Object.fromEntries(
      Object.entries({
        made: (column: TextColumn) => column.$defaultFn(made('made')),
        updated: (column: TextColumn) => column.$onUpdateFn(made('updated')),
        both: (column: TextColumn) => column.$defaultFn(made('both')).$onUpdateFn(made('neither')),
        inSql: (column: TextColumn) => column.$defaultFn(madeInSql),
      }).map(([name, make]) => [name, make(columns[title]?.column() as never)]),
    ) as object),
  })
  return createSchema({ tableNames: { user: 'users' }, user: all(), session: all() })
}

/** Rows of eight columns each, with other values or null in them, and some of them left out in between. */
function rowsOf(dialect: DialectOfValues): Row[] {
  const cases = casesOf(dialect)
  const functions = [['made'], ['both', 'updated'], [], ['inSql']]
  const rows: Row[] = []
  for (let at = 0; at < cases.length; at += 8) {
    const some = cases.slice(at, at + 8)
    for (let turn = 0; turn < 5; turn++) {
      const given = turn === 3 ? some.slice(1, 3) : some
      const values = given.map(([, property, values], position) => [
        property,
        turn === 1 && position % 2 ? null : values[(turn + position) % values.length],
      ])
      const texts = turn % 2 ? (functions[rows.length % 4] ?? []) : []
      rows.push({ ...Object.fromEntries(values), ...Object.fromEntries(texts.map((n) => [n, n])) })
    }
  }
  // `auth` takes none of them.
  return rows.filter((row) => !Object.values(row).some(Number.isNaN))
}

describe.each([...sqliteDrivers, ...postgresDrivers, ...mysqlDrivers])('$name', (driver) => {
  // Numbers that the database counts are other ones for each row.
  const counted = ([title]: [title: string, ...rest: unknown[]]) => /serial/i.test(title)
  const columns = Object.entries(driver.dialect.columns).filter((column) => !counted(column))
  const dialect = { ...driver.dialect, columns: Object.fromEntries(columns) }
  const schema = schemaOf(dialect)
  const { user, session } = schema
  const attributes = Object.keys(getTableColumns(user as unknown as Table)).slice(1)
  let opened: OpenedValues
  let setup: Values
  beforeAll(async () => {
    opened = await driver.open(schema)
    setup = driver.createAuth(opened.handle, { schema, ...relationsOf(schema) })
    await opened.plain.insert(user).values({ id: 'anna' })
  })
  afterAll(() => opened?.close())

  /** What is stored in the columns of a table, by the position of the row and who has written it. */
  async function storedIn(table: Row, name: string, unreadable: string[]) {
    const list = attributes.map((property) => {
      const { name } = table[property] as { name: string }
      const quoted = (name: string) => dialect.quote + name + dialect.quote
      return `${dialect.stored(quoted(name))} as ${quoted(property)}`
    })
    const rows = await opened.rows(`select id, ${list.join(', ')} from ${name}`)
    const by = (writer: string) =>
      rows
        .filter(({ id }) => String(id).startsWith(writer))
        .map(({ id, ...values }) => [String(id).slice(writer.length), values] as const)
        .filter(([id]) => !unreadable.includes(id))
    const sorted = (writer: string) => by(writer).sort(([a], [b]) => Number(a) - Number(b))
    return { plain: sorted('plain'), ours: sorted('ours') }
  }

  it('stores rows with other values, with nulls and without some columns as plain Drizzle does', async () => {
    const { auth } = setup
    const rows = rowsOf(dialect)
    const unreadable: string[] = []
    for (const [index, row] of rows.entries()) {
      current = index
      calls = []
      const times = { activeExpires: 1, idleExpires: 1 }
      await outcome(() => opened.plain.insert(user).values({ id: `plain${index}`, ...row }))
      await outcome(() =>
        opened.plain
          .insert(session)
          .values({ id: `plain${index}`, userId: 'anna', ...times, ...row }),
      )
      const ofPlain = calls
      calls = []
      // `auth` shows what it has written.
      const read = () =>
        opened.plain
          .select(user)
          .from(user)
          .where(eq(user.id as Column, `plain${index}`))
      if ((await outcome(read)) === 'refused') unreadable.push(`${index}`)
      const key = { providerId: 'name', providerUserId: `${index}`, password: null }
      await outcome(() =>
        auth.createUser({ userId: `ours${index}`, key: index % 2 ? key : null, attributes: row }),
      )
      await outcome(() =>
        auth.createSession({ userId: 'anna', sessionId: `ours${index}`, attributes: row } as never),
      )
      // What is refused before has asked for nothing.
      if (calls.length > 0) expect(calls, Object.keys(row).join()).toEqual(ofPlain)
    }
    const users = await storedIn(user, 'users', unreadable)
    expect(users.plain.length).toBeGreaterThan(rows.length / 3)
    expect(users.ours).toEqual(users.plain)
    const sessions = await storedIn(session, 'user_session', unreadable)
    expect(sessions.plain.length).toBeGreaterThan(rows.length / 3)
    expect(sessions.ours).toEqual(sessions.plain)
  })
})

it('keeps fifty statements of a client, and writes rows with other columns as well', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  const columns = Object.fromEntries(names.map((name) => [name, text()]))
  const schema = createSchema({ user: columns })
  const database = new Database(':memory:')
  for (const statement of await sqliteTables(schema)) database.exec(statement)
  const prepare = database.prepare.bind(database)
  let compiled = 0
  database.prepare = ((source: string) => {
    if (/^insert into "user"/.test(source)) compiled++
    return prepare(source)
  }) as typeof database.prepare
  const { auth } = createAuth(database, { schema })
  const sets = 2 ** names.length
  const written = async () => {
    compiled = 0
    for (let set = 0; set < sets; set++) {
      const given = names.filter((_, position) => set & (1 << position))
      await auth.createUser({
        key: null,
        attributes: Object.fromEntries(given.map((name) => [name, given.join()])),
      })
    }
    return compiled
  }
  expect([await written(), await written()]).toEqual([sets, sets - 50])
  const same = prepare(
    'select count(*) as rows, count(distinct coalesce(a, b, c, d, e, f, g)) as sets from user',
  ).get()
  expect(same).toEqual({ rows: 2 * sets, sets: sets - 1 })
  database.close()
})
