import { type Column, getTableName, like, sql, type Table } from 'drizzle-orm'
import { expect } from 'vitest'
import { type Client, type OpenedValues, type Row, rowsOf, type ValuesDriver } from './driver.ts'
import { conditionOf, relationsOf } from './relations.ts'

type Outcome = 'written' | 'refused'
type Schema = Record<'user' | 'session' | 'key', Record<string, unknown>>

/** Compares, for the values of a column, what is stored and read on a database with plain Drizzle. */
export function comparison(
  driver: Omit<ValuesDriver, 'name' | 'open'>,
  opened: OpenedValues,
  schema: Schema,
) {
  const { quote, stored } = driver.dialect
  const { user } = schema
  const setup = driver.createAuth(opened.handle, {
    schema,
    ...relationsOf(schema),
    getUserAttributes: (row: Row) => row,
    getSessionAttributes: (row: Row) => row,
  })
  let more = 0

  /** Writes a value in every way, each in a row of its own. */
  async function write(property: string, value: unknown, prefix: string) {
    const { auth, db } = setup
    const attributes = { [property]: value }
    const row = (way: string) => ({ id: prefix + way, ...attributes })
    const key = { providerId: 'name', providerUserId: prefix, password: null }
    return {
      plain: await outcome(() => opened.plain.insert(user).values(row('p'))),
      db: await outcome(() => db.insert(user).values(row('d'))),
      transaction: await outcome(() =>
        driver.together(
          db,
          (tx) => tx.insert(user).values(row('t')),
          (tx) => select(tx, `${prefix}t`),
        ),
      ),
      createUser: await outcome(() => auth.createUser({ userId: `${prefix}c`, key, attributes })),
      updateUser: await outcome(async () => {
        const { userId } = await auth.createUser({
          userId: `${prefix}u`,
          key: null,
          attributes: {},
        })
        await auth.updateUserAttributes(String(userId), attributes)
      }),
    }
  }

  const withIds = (ids: string) => like(user.id as Column, ids)

  const select = (client: Client, ids: string, property = 'id') =>
    client.select({ id: user.id, value: user[property] }).from(user).where(withIds(ids))

  /** What each reader makes of the rows of a value. */
  async function readings(property: string, ids: string) {
    const { db } = setup
    const columns = { id: true, [property]: true }
    const byId = (rows: unknown) =>
      new Map((rows as Row[]).map((row) => [row.id, 'value' in row ? row.value : row[property]]))
    const value = user[property] as Column
    const statement = sql`select id, ${value} as value from ${user as unknown as Table} where ${withIds(ids)}`
    const raw = async (client: Client) =>
      client.all ? await client.all(statement) : rowsOf(await client.execute?.(statement))
    return {
      rows: {
        plain: await reading(async () => byId(await select(opened.plain, ids, property))),
        db: await reading(async () => byId(await select(db, ids, property))),
        findMany: await reading(async () =>
          byId(
            await db.query.user.findMany({
              columns,
              where: conditionOf(withIds(ids), { id: { like: ids } }),
            }),
          ),
        ),
        transaction: await reading(async () =>
          byId(
            await driver.together(
              db,
              (tx) => tx.insert(user).values({ id: `x${more++}` }),
              (tx) => select(tx, ids, property),
            ),
          ),
        ),
      },
      raw: {
        plain: await reading(async () => byId(await raw(opened.plain))),
        db: await reading(async () => byId(await raw(db))),
      },
    }
  }

  /** What is stored in the rows of a column, by their ids. */
  async function storedValues(property: string): Promise<[id: string, stored: unknown][]> {
    const column = `${quote}${(user[property] as Column).name}${quote}`
    const table = getTableName(user as unknown as Table)
    const rows = await opened.rows(
      `select id, ${stored(column)} as stored from ${table} where id like '${property}.%'`,
    )
    return rows.map((row) => [String(row.id), row.stored])
  }

  /** What `auth` shows of an attribute of a user and of a session. */
  async function attributes(property: string, userId: string, value: unknown) {
    const { auth } = setup
    const { [property]: ofUser } = await auth.getUser(userId)
    const { sessionId } = await auth.createSession({ userId, attributes: { [property]: value } })
    const session = await auth.validateSession(sessionId)
    const updated = await auth.updateSessionAttributes(sessionId, { [property]: value })
    return [ofUser, session.user[property], session[property], updated[property]]
  }

  return async function compare(property: string, values: readonly unknown[]): Promise<void> {
    const cases = []
    for (const [position, value] of values.entries()) {
      const prefix = `${property}.${position}.`
      cases.push({ value, prefix, outcomes: await write(property, value, prefix) })
    }
    // All at once, but where a value cannot be read: then it must be the same ones for each reader.
    const together = await readings(property, `${property}.%`)
    const readable = !isRefused(together)
    if (readable) expectSame(together, property)
    const storedNow = await storedValues(property)
    for (const { value, prefix, outcomes } of cases) {
      const of = describeValue(value)
      const { createUser, updateUser, ...byDrizzle } = outcomes
      expect(new Set(Object.values(byDrizzle)).size, of).toBe(1)
      const { rows, raw } = readable ? together : await readings(property, `${prefix}%`)
      if (!readable) expectSame({ rows, raw }, of)
      if (byDrizzle.plain === 'refused') continue
      // `auth` takes no NaN, and shows what it has written, so that it refuses what cannot be read.
      const refuses = Number.isNaN(value) || rows.plain === 'refused'
      const end = refuses ? 'refused' : 'written'
      expect([createUser, updateUser], of).toEqual([end, end])
      if (refuses || rows.plain === 'refused') continue
      const ofValue = storedNow.filter(([id]) => id.startsWith(prefix))
      expect(new Set(ofValue.map(([, inRow]) => inRow)).size, of).toBe(1)
      const expected = rows.plain.get(`${prefix}p`)
      const shown = await attributes(property, `${prefix}c`, value)
      expect(shown, of).toStrictEqual(shown.map(() => expected))
    }
  }
}

type Readings = Record<'rows' | 'raw', Record<string, unknown>>

const isRefused = ({ rows, raw }: Readings) =>
  [...Object.values(rows), ...Object.values(raw)].includes('refused')

function expectSame(readings: Readings, of: string): void {
  for (const { plain, ...ours } of Object.values(readings)) {
    for (const [reader, read] of Object.entries(ours)) {
      expect(read, `${reader}: ${of}`).toStrictEqual(plain)
    }
  }
}

const describeValue = (value: unknown) =>
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part))

export async function outcome(run: () => unknown): Promise<Outcome> {
  try {
    await run()
    return 'written'
  } catch {
    return 'refused'
  }
}

async function reading<Rows>(read: () => Promise<Rows>): Promise<Rows | 'refused'> {
  return await read().catch(() => 'refused' as const)
}
