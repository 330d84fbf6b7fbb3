import * as mysql from 'drizzle-orm/mysql-core'
import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import type { Statement } from '../../src/internal/driver.ts'
import type { CreateAuth, Handle, Opened } from '../drivers/driver.ts'
import { handles } from '../drivers/drivers.ts'
import { mysql2Connection, mysql2Pool } from '../drivers/mysql2.ts'
import { neonHttp } from '../drivers/neon-http.ts'
import { pgClient, pgPool } from '../drivers/pg.ts'
import { planetscale } from '../drivers/planetscale.ts'
import { postgresJs } from '../drivers/postgres-js.ts'
import type { Dialect } from '../drivers/tables.ts'
import { carla, keyOf } from '../faults/works.ts'
import { type AppDatabase, clientOf } from './drizzle.ts'

/** Tables of the app, beside those of `auth`: a profile has its user's id, and a name of its own. */
const profiles = {
  sqlite: sqlite.sqliteTable('profile', {
    userId: sqlite.text('user_id').primaryKey(),
    name: sqlite.text('name').notNull().unique(),
  }),
  postgres: pg.pgTable('profile', {
    userId: pg.text('user_id').primaryKey(),
    name: pg.text('name').notNull().unique(),
  }),
  mysql: mysql.mysqlTable('profile', {
    userId: mysql.varchar('user_id', { length: 15 }).primaryKey(),
    name: mysql.varchar('name', { length: 255 }).notNull().unique(),
  }),
} satisfies Record<Dialect, object>

/** A second one, which `also` writes after the other. */
const notes = {
  sqlite: sqlite.sqliteTable('note', { userId: sqlite.text('user_id').primaryKey() }),
  postgres: pg.pgTable('note', { userId: pg.text('user_id').primaryKey() }),
  mysql: mysql.mysqlTable('note', { userId: mysql.varchar('user_id', { length: 15 }) }),
} satisfies Record<Dialect, object>

type Also = (db: AppDatabase, userId: string) => unknown
interface NewUser {
  userId?: string
  key: ReturnType<typeof keyOf> | null
  attributes: { username: string }
  also?: Also
}
type SignUp = (options: NewUser) => Promise<{ userId: string }>

async function withProfiles(
  subject: Handle,
  body: (on: {
    signUp: SignUp
    setup: ReturnType<CreateAuth>
    profile: object
    counts(): Promise<number[]>
    opened: Opened
  }) => Promise<void>,
  wrap: (handle: unknown) => unknown = (handle) => handle,
): Promise<void> {
  const { schema, dialect } = subject
  const profile = profiles[dialect]
  const opened = await subject.open({ ...schema, profile })
  try {
    const setup = subject.createAuth(wrap(opened.handle), { schema })
    const signUp = setup.auth.createUser as unknown as SignUp
    const counts = () => opened.counts('user', 'user_key', 'profile')
    await body({ signUp, setup, profile, counts, opened })
  } finally {
    await opened.close()
  }
}

describe.each(handles)('also of createUser() on $name', (subject) => {
  it('writes rows of the app with the user, on the client of the set-up', () =>
    withProfiles(subject, async ({ signUp, setup, profile, counts }) => {
      const also: Also = (db, userId) => {
        expect(db).toBe(setup.db)
        return [
          db.insert(profile).values({ userId, name: 'one' }),
          db.insert(profile).values({ userId: 'other', name: 'two' }),
        ]
      }
      const { userId } = await signUp({ ...carla, also })
      expect(userId).toBe('carla')
      expect(await counts()).toEqual([1, 1, 2])
      await signUp({ key: null, attributes: { username: 'dora' }, also: () => [] })
      expect(await counts()).toEqual([2, 1, 2])
    }))

  it('leaves nothing behind when any of the statements fails, whose error it rejects with', () =>
    withProfiles(subject, async ({ signUp, profile, counts, opened }) => {
      await opened.run("insert into profile values ('taken', 'taken')")
      for (const at of [0, 1, 2]) {
        const also: Also = (db, userId) =>
          [0, 1, 2].map((index) => {
            const name = index === at ? 'taken' : `name ${index}`
            return db.insert(profile).values({ userId: `${userId}${index}`, name })
          })
        const error = await signUp({ ...carla, also }).catch((reason) => reason)
        expect(error).toMatchObject({ table: 'profile' })
        expect(error.message).not.toContain('Failed query')
        expect(await counts()).toEqual([0, 0, 1])
      }
      // And when it is the user's own that fail.
      await signUp({ ...carla, key: keyOf('anna') })
      const also: Also = (db, userId) => [db.insert(profile).values({ userId, name: 'new' })]
      const taken = signUp({
        ...carla,
        userId: 'dora',
        attributes: { username: 'dora' },
        key: keyOf('anna'),
        also,
      })
      await expect(taken).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
      expect(await counts()).toEqual([1, 1, 1])
    }))

  it('keeps rows and users together when many sign up at once', () =>
    withProfiles(subject, async ({ signUp, profile, counts }) => {
      const signUps = Array.from({ length: 200 }, (_, index) =>
        signUp({
          key: keyOf(`user ${index}`),
          attributes: { username: `user ${index}` },
          // Every name is wanted twice.
          also: (db: AppDatabase, userId: string) => [
            db.insert(profile).values({ userId, name: `name ${index % 100}` }),
          ],
        }),
      )
      const results = await Promise.allSettled(signUps)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(100)
      expect(await counts()).toEqual([100, 100, 100])
    }))

  it('runs before anything is written, and refuses what is no array of statements', () =>
    withProfiles(subject, async ({ signUp, counts }) => {
      const reason = new Error('the app says no')
      const throwing = () => {
        throw reason
      }
      await expect(signUp({ ...carla, also: throwing })).rejects.toBe(reason)
      for (const wrong of [undefined, {}, [{}], ['insert'], async () => []]) {
        const also: Also = typeof wrong === 'function' ? (wrong as Also) : () => wrong
        await expect(signUp({ ...carla, also })).rejects.toThrow(
          /^also\(\) must return an array of Drizzle statements that are not awaited\. Received /,
        )
      }
      expect(await counts()).toEqual([0, 0, 0])
    }))

  it("takes statements of another client than it is given, on the app's own client", () => {
    let outer: AppDatabase | undefined
    return withProfiles(
      subject,
      async ({ signUp, profile, counts }) => {
        const values = (name: string) =>
          (outer as AppDatabase).insert(profile).values({ userId: name, name })
        await expect(
          signUp({ ...carla, also: (): Statement[] => [values('one'), values('one')] }),
        ).rejects.toThrow()
        expect(await counts()).toEqual([0, 0, 0])
        await signUp({ ...carla, also: () => [values('one')] })
        expect(await counts()).toEqual([1, 1, 1])
      },
      (handle) => {
        outer = clientOf(subject, handle)
        return clientOf(subject, handle)
      },
    )
  })
})

const servers = [pgPool, pgClient, postgresJs, neonHttp, mysql2Pool, mysql2Connection, planetscale]

describe.each(servers)(
  'also of createUser() on $name whose connection the server ends',
  (subject) => {
    it.each(['user', 'user_key', 'profile', 'note'])(
      'in the middle of %s leaves nothing',
      async (at) => {
        const { schema, dialect, createAuth, connect } = subject
        const [profile, note] = [profiles[dialect], notes[dialect]]
        const database = await subject.database({ ...schema, profile, note })
        const { handle, end } = await connect(database.url, 2)
        const counts = () => database.counts('user', 'user_key', 'profile', 'note')
        try {
          const { auth } = createAuth(handle, { schema })
          const also: Also = (db, userId) => [
            db.insert(profile).values({ userId, name: 'one' }),
            db.insert(note).values({ userId }),
          ]
          await database.hold('insert', at)
          const creation = expect(
            (auth.createUser as unknown as SignUp)({ ...carla, also }),
          ).rejects
          const rejection = creation.toThrow()
          await database.killHeld()
          await rejection
          expect(await counts()).toEqual([0, 0, 0, 0])
          await database.release()
          expect(await counts()).toEqual([0, 0, 0, 0])
        } finally {
          await end().catch(() => {})
          await database.drop()
        }
      },
    )
  },
)
