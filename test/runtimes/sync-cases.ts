import { sql } from 'drizzle-orm'
import { drizzle as drizzleD1 } from 'drizzle-orm/d1'
import { drizzle as drizzleSqliteProxy } from 'drizzle-orm/sqlite-proxy'
import { describe, expect, it } from 'vitest'
import { createAuth as createD1Auth } from '../../src/d1.ts'
import { createAuth as createDurableAuth } from '../../src/durable-sqlite.ts'
import { type CreateAuth, type Engine, type TestDatabase, using } from '../conformance/engine.ts'
import { type Auth, addUsers, carla, keyOf, passwordHash, textOf, works } from '../faults/works.ts'
import { schemas } from '../fixtures/sqlite.ts'

/** A Drizzle client of a synchronous driver, as an app uses it. */
interface Client {
  run(statement: unknown): unknown
  insert(table: object): { values(row: object): unknown }
  transaction(body: (tx: object) => void): void
}

const schema = schemas.lucia

async function contents({ rows }: TestDatabase): Promise<string> {
  return textOf(await Promise.all(['user', 'user_key', 'user_session'].map(rows)))
}

/** What holds for a client of the app's on a synchronous driver, beside the conformance suite. */
export function syncCases(engine: Engine, drizzle: (handle: never) => unknown): void {
  const createAuth = engine.createAuth as CreateAuth
  const withClient = (
    body: (db: Client, auth: Auth, database: TestDatabase) => Promise<void>,
  ): Promise<void> =>
    using(engine, ['lucia'], async (database) => {
      const db = drizzle(database.handle) as Client
      const setup = createAuth(db as never, { schema, passwordHash })
      expect(setup.db).toBe(db)
      await body(db, setup.auth as unknown as Auth, database)
    })

  describe(`${engine.name}, with a client of the app's`, () => {
    for (const [name, work] of Object.entries(works)) {
      it(`undoes ${name} with the transaction that the app has begun`, () =>
        withClient(async (db, auth, database) => {
          await addUsers(auth, (statement) => db.run(sql.raw(statement)))
          const before = await contents(database)
          db.run(sql`begin`)
          await work(auth)
          expect(await contents(database)).not.toBe(before)
          db.run(sql`rollback`)
          expect(await contents(database)).toBe(before)
        }))
    }

    it('leaves what the app has done before in its transaction when a call is refused', () =>
      withClient(async (db, auth, database) => {
        await auth.createUser(carla)
        db.run(sql`begin`)
        await auth.createUser({ userId: 'dora', key: null, attributes: { username: 'dora' } })
        const taken = { userId: 'eva', key: keyOf('carla'), attributes: { username: 'eva' } }
        await expect(auth.createUser(taken)).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
        db.run(sql`commit`)
        expect(await database.rows('user')).toHaveLength(2)
      }))

    it('writes the rows of also with the user, or neither', () =>
      withClient(async (db, auth, database) => {
        const also = (names: string[]) => (client: unknown) => {
          expect(client).toBe(db)
          return names.map((id) => db.insert(schema.user).values({ id, username: id }))
        }
        const signUp = auth.createUser as (options: object) => Promise<unknown>
        for (const names of [['carla'], ['one', 'one']]) {
          await expect(signUp({ ...carla, also: also(names) })).rejects.toThrow(/UNIQUE/)
          expect(await database.rows('user')).toEqual([])
          expect(await database.rows('user_key')).toEqual([])
        }
        await signUp({ ...carla, also: also(['one', 'two']) })
        expect(await database.rows('user')).toHaveLength(3)
      }))

    it('refuses a transaction that is over before anything is awaited', () =>
      withClient(async (db) => {
        const begin = () => db.transaction((tx) => void createAuth(tx as never, { schema }))
        expect(begin).toThrow(/Begin one with db\.run\(sql`begin`\)/)
      }))

    it('is told of its own entry by every other, in a transaction too', () =>
      withClient(async (db) => {
        const entry = new RegExp(` of lucia-setup/${engine.name.replace(':', '-')}$`)
        for (const createOther of [createD1Auth, createDurableAuth] as unknown as CreateAuth[]) {
          const refused = (client: object) => () => createOther(client as never, { schema })
          expect(refused(db)).toThrow(entry)
          db.transaction((tx) => expect(refused(tx)).toThrow(entry))
        }
        const others = [drizzleD1({} as never), drizzleSqliteProxy(async () => ({ rows: [] }))]
        const names = ['d1', 'drizzle/sqlite']
        for (const [index, client] of others.entries()) {
          const refused = () => createAuth(client as never, { schema })
          expect(refused).toThrow(`lucia-setup/${names[index]}`)
        }
      }))

    it('refuses what is none of its databases', () =>
      withClient(async () => {
        for (const value of [{}, [], new Map(), undefined, null, 'app.db', () => {}]) {
          expect(() => createAuth(value as never, { schema })).toThrow(/must be given .* Received /)
        }
      }))
  })
}
