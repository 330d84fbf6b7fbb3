import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { CreateAuth } from '../drivers/driver.ts'
import { inNode } from '../drivers/drivers.ts'

/** Runs a statement, by the method that Drizzle has for it in the dialect. */
interface Database {
  run?(statement: unknown): Promise<unknown>
  execute?(statement: unknown): Promise<unknown>
}

const migrations = {
  'a new column in each table': ['user', 'user_session', 'user_key'].map(
    (table) => `alter table ${table} add column note varchar(10)`,
  ),
  'a new table in the place of the old one': [
    'alter table user_session rename to old_session',
    'create table user_session as select country, idle_expires, active_expires, user_id, id from old_session',
    'drop table old_session',
  ],
  // PostgreSQL refuses a prepared statement whose columns have changed their types.
  'another type of a column': [
    'alter table user_session rename to old_session',
    'create table user_session as select id, user_id, active_expires, idle_expires, cast(country as char(2)) as country from old_session',
    'drop table old_session',
  ],
}

describe.each(inNode)(
  '$name, on one handle before and after a migration',
  ({ name, createAuth, count }) => {
    it.each(Object.entries(migrations))('works on after %s', async (_, statements) => {
      const { handle, schema, close } = await count()
      try {
        const { auth, db } = (createAuth as CreateAuth)(handle, { schema, env: 'DEV' } as never)
        const database = db as Database
        const key = { providerId: 'name', providerUserId: 'anna', password: null }
        await auth.createUser({ userId: 'anna', key, attributes: { username: 'anna' } })
        await auth.createSession({ userId: 'anna', sessionId: 'before' })
        const check = (sessionId: string) => auth.validateSession(sessionId)
        const atOnce = () => Promise.all(Array.from({ length: 20 }, () => check('before')))
        const before = await atOnce()

        const quote = name === 'mysql2' || name === 'planetscale' ? '`user`' : '"user"'
        for (const statement of statements) {
          const text = sql.raw(statement.replace(/table user /, `table ${quote} `))
          await (database.run ? database.run(text) : database.execute?.(text))
        }

        expect(await atOnce()).toEqual(before)
        await auth.useKey('name', 'anna', null)
        await auth.createSession({ userId: 'anna', sessionId: 'after' })
        expect(await check('after')).toMatchObject({ user: { userId: 'anna' }, fresh: false })
        await auth.deleteUser('anna')
        await expect(check('before')).rejects.toThrow('AUTH_INVALID_SESSION_ID')
      } finally {
        await close()
      }
    })
  },
)
