import { count, eq, sql } from 'drizzle-orm'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import { type Engine, using } from '../conformance/engine.ts'

const now = new Date(Date.UTC(2026, 0, 1))

/** What holds for the Drizzle client over Prisma, which is typed here as if it were SQLite's. */
export function databaseCases({ createAuth, ...engine }: Engine): void {
  const { lucia, modes } = engine.schemas
  const databaseOf = (handle: never, schema: typeof lucia | typeof modes) =>
    createAuth(handle, { schema }).db as BaseSQLiteDatabase<'async', unknown[]>

  describe(`${engine.name}: the Drizzle client`, () => {
    it('gives the rows of a schema by its properties, with the values of its modes', () =>
      using({ createAuth, ...engine }, ['modes'], async ({ handle }) => {
        const { auth } = createAuth(handle, { schema: modes })
        const attributes = {
          username: 'anna',
          joinedAt: now,
          admin: true,
          settings: { theme: 'dark' },
          large: 9007199254740993n,
          picture: Buffer.from([0, 1, 255]),
        }
        await auth.createUser({ userId: 'anna', key: null, attributes })
        await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
        const db = databaseOf(handle, modes)
        const nothing = { age: null, score: null, balance: null }
        const row = { id: 'anna', ...attributes, role: 'reader', ...nothing }
        expect(await db.select().from(modes.user)).toEqual([row])
        const [session] = await db
          .select()
          .from(modes.session)
          .where(eq(modes.session.id, 'session-1'))
        expect(session).toMatchObject({ userId: 'anna', idleExpires: expect.any(Number) })
        expect(await db.select({ users: count() }).from(modes.user)).toEqual([{ users: 1 }])
      }))

    it('writes what Prisma reads, and sees what Prisma writes', () =>
      using({ createAuth, ...engine }, ['lucia'], async ({ handle }) => {
        const { auth } = createAuth(handle, { schema: lucia })
        const db = databaseOf(handle, lucia)
        await db.insert(lucia.user).values({ id: 'anna', username: 'anna' })
        await db.update(lucia.user).set({ username: 'berta' }).where(eq(lucia.user.id, 'anna'))
        expect(await auth.getUser('anna')).toEqual({ userId: 'anna' })
        await auth.createSession({ userId: 'anna', sessionId: 'session-1' })
        const { session, user } = lucia
        const joined = db
          .select({ session: session.id, name: user.username, missing: sql`null`.as('missing') })
          .from(session)
          .innerJoin(user, eq(user.id, session.userId))
        expect(await joined).toEqual([{ session: 'session-1', name: 'berta', missing: null }])
        await db.insert(lucia.user).values({ id: 'carla', username: 'carla' })
        const device = { owner: sql`${session.userId}`.as('owner'), country: session.country }
        const everyone = db
          .select({ user: { id: user.id }, device, session: { expires: session.idleExpires } })
          .from(user)
          .leftJoin(session, eq(user.id, session.userId))
          .orderBy(user.id)
        expect(await everyone).toEqual([
          {
            user: { id: 'anna' },
            device: { owner: 'anna', country: null },
            session: { expires: expect.any(Number) },
          },
          { user: { id: 'carla' }, device: null, session: null },
        ])
        expect(await db.$count(user)).toBe(2)
        await db.delete(user)
        expect(await db.select().from(session)).toEqual([])
      }))

    it('says what it cannot do: columns of one name, and transactions', () =>
      using({ createAuth, ...engine }, ['lucia'], async ({ handle }) => {
        const db = databaseOf(handle, lucia)
        await db.insert(lucia.user).values({ id: 'anna', username: 'anna' })
        const { auth } = createAuth(handle, { schema: lucia })
        await auth.createSession({ userId: 'anna' })
        const both = db
          .select()
          .from(lucia.session)
          .leftJoin(lucia.user, eq(lucia.user.id, lucia.session.userId))
        await expect(both).rejects.toThrow(/selected columns that share a name/)
        expect(() => db.transaction(async () => {})).toThrow(/use prisma\.\$transaction\(\)/)
      }))
  })
}
