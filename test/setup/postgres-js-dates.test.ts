import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres, { type Sql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { createAuth } from '../../src/postgres-js.ts'
import { postgresDatabase } from '../drivers/database.ts'
import { schemas } from '../fixtures/postgres.ts'

const date = new Date(Date.UTC(2026, 0, 2, 3, 4, 5))

async function withClient(
  body: (client: Sql) => Promise<void>,
  options: Parameters<typeof postgres>[1] = {},
): Promise<void> {
  const { url, drop } = await postgresDatabase(schemas.modes)
  const client = postgres(url, { max: 1, ...options })
  try {
    await body(client)
  } finally {
    await client.end()
    await drop()
  }
}

/** The app's own use of its client: dates are dates, out and in. */
async function ownDates(client: Sql): Promise<unknown[]> {
  const text = date.toISOString()
  const [read] =
    await client`select ${text}::timestamptz as at, ${{ theme: 'dark' } as never}::jsonb as json`
  const [written] = await client`select (${date}::timestamptz = ${text}::timestamptz) as same`
  const [listed] = await client`select array[${text}]::timestamptz[] as list`
  return [read?.at, read?.json, written?.same, listed?.list]
}

describe("the app's own postgres.js client", () => {
  it('loses its dates to a plain Drizzle client', () =>
    withClient(async (client) => {
      drizzle({ client })
      await expect(ownDates(client)).rejects.toThrow('argument must be of type string')
      const [row] = await client`select ${date.toISOString()}::timestamptz as at`
      expect(typeof row?.at).toBe('string')
    }))

  it('keeps its dates beside createAuth(), before and after calls', () =>
    withClient(async (client) => {
      const own = await ownDates(client)
      expect(own).toEqual([date, { theme: 'dark' }, true, [date]])
      const { auth, db } = createAuth(client, {
        schema: schemas.modes,
        getUserAttributes: ({ joinedAt, settings }) => ({ joinedAt, settings }),
      })
      expect(await ownDates(client)).toEqual(own)
      const attributes = { username: 'anna', joinedAt: date, settings: { theme: 'light' } }
      await auth.createUser({ userId: 'anna', key: null, attributes })
      expect(await auth.getUser('anna')).toMatchObject({
        joinedAt: date,
        settings: { theme: 'light' },
      })
      expect(await db.select().from(schemas.modes.user)).toMatchObject([{ joinedAt: date }])
      expect(await ownDates(client)).toEqual(own)
      const [row] = await client`select joined_at, settings from "user"`
      expect(row).toEqual({ joined_at: date, settings: { theme: 'light' } })
    }))
})

describe('the Drizzle client on postgres.js', () => {
  const statements = [
    sql`select ${date.toISOString()}::timestamptz as at, array['a', 'b,"c"', null] as list`,
    sql`select array[now()] = array[]::timestamptz[] as same, '{{1,2},{3,4}}'::int[] as nested`,
    sql`insert into "user" (id, username, joined_at) values ('anna', 'anna', now())`,
    sql`update "user" set age = 1 where id = ${'anna'} returning age, picture, settings`,
    sql`delete from "user"`,
    sql.raw(
      `select 1 as a, '{x}'::text[] as b; select '2024-01-01'::date as c; delete from "user"`,
    ),
    sql`select`,
  ]

  const transforms = { 'as it is': {}, 'with transform: postgres.camel': postgres.camel }

  it.each(Object.entries(transforms))(
    '%s gives raw results as plain Drizzle does',
    (_, transform) =>
      withClient(
        async (client) => {
          const { db } = createAuth(client, { schema: schemas.modes })
          const shape = async (on: Pick<typeof db, 'execute'>) => {
            const shapes: unknown[] = []
            for (const statement of statements) {
              const result = await on.execute(statement)
              const { count, command, columns } = result
              const names = columns?.map(({ name, type }) => [name, type])
              shapes.push({ rows: [...result], count, command, names })
            }
            return shapes
          }
          const ours = await shape(db)
          const ofTransaction = await db.transaction((tx) => tx.transaction(shape))
          const plain = await shape(drizzle({ client, schema: schemas.modes }))
          expect(ours).toStrictEqual(plain)
          expect(ofTransaction).toStrictEqual(plain)
        },
        { transform },
      ),
  )

  it('has the client of the app, as it is', () =>
    withClient(async (client) => {
      const { db } = createAuth(client)
      expect(Reflect.get(db, '$client')).toBe(client)
    }))

  it('works on a client that nobody can change', () =>
    withClient(async (client) => {
      const { auth } = createAuth(Object.freeze(client), { schema: schemas.modes })
      await auth.createUser({ userId: 'anna', key: null, attributes: { username: 'anna' } })
      expect(await auth.getUser('anna')).toEqual({ userId: 'anna' })
    }))
})
