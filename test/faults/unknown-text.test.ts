import { describe, expect, it } from 'vitest'
import { type CreateAuth, withHandle } from '../drivers/driver.ts'
import { handles } from '../drivers/drivers.ts'
import { mysql2Connection, mysql2Pool } from '../drivers/mysql2.ts'
import { pgClient, pgPool } from '../drivers/pg.ts'
import { planetscale } from '../drivers/planetscale.ts'
import { postgresJs } from '../drivers/postgres-js.ts'

const key = { providerId: 'username', providerUserId: 'anna', password: 'secret of anna' }
const anna = { userId: 'anna', key, attributes: { username: 'anna' } }

describe.each(handles)('a name that $name cannot hold', ({ createAuth, schema, open }) => {
  it('is an unknown key, and makes no user', async () => {
    const opened = await open(schema)
    try {
      const { auth } = createAuth(opened.handle, { schema })
      await auth.createUser(anna)
      for (const providerUserId of ['an\0na', 'anna\0', 'anna\ud800', '\udc00anna']) {
        const signIn = auth.useKey('username', providerUserId, 'secret of anna')
        await expect(signIn).rejects.toMatchObject({ message: 'AUTH_INVALID_KEY_ID' })
        const found = auth.getKey('username', providerUserId)
        await expect(found).rejects.toMatchObject({ message: 'AUTH_INVALID_KEY_ID' })
        const user = auth.getUser(providerUserId)
        await expect(user).rejects.toMatchObject({ message: 'AUTH_INVALID_USER_ID' })
        const signUp = auth.createUser({
          ...anna,
          userId: 'other',
          key: { ...key, providerUserId },
        })
        await expect(signUp).rejects.toMatchObject({ message: 'AUTH_INVALID_KEY_ID' })
      }
      expect(await opened.counts('user', 'user_key')).toEqual([1, 1])
    } finally {
      await opened.close()
    }
  })
})

describe.each([mysql2Pool, mysql2Connection, planetscale])(
  'a name of other letters than a latin1 table of $name has',
  (driver) => {
    it('is an unknown key and an unknown user', () =>
      withHandle(driver, 2, async ({ setup: { auth }, database }) => {
        for (const table of ['user_session', 'user_key', 'user']) {
          await database.run(`drop table \`${table}\``)
        }
        const id = 'id varchar(255) not null primary key'
        const latin1 = 'default character set latin1'
        await database.run(`create table \`user\` (${id}, username varchar(255)) ${latin1}`)
        await database.run(`create table user_key (${id}, user_id varchar(15) not null,
          hashed_password varchar(255)) ${latin1}`)
        await auth.createUser(anna)
        const signIn = auth.useKey('username', '山田', 'secret of anna')
        await expect(signIn).rejects.toMatchObject({ message: 'AUTH_INVALID_KEY_ID' })
        await expect(auth.getUser('山田')).rejects.toMatchObject({
          message: 'AUTH_INVALID_USER_ID',
        })
        expect(await auth.useKey('username', 'anna', 'secret of anna')).toMatchObject({
          userId: 'anna',
        })
      }))
  },
)

describe.each([pgPool, pgClient, postgresJs])(
  'an id that is no uuid, on $name by columns',
  (driver) => {
    it('is an unknown user', () =>
      withHandle(driver, 1, async ({ connected, database }) => {
        await database.run('create table account (id uuid primary key, username text)')
        const createAuth = driver.createAuth as unknown as (
          handle: unknown,
          options: object,
        ) => ReturnType<CreateAuth>
        const tableNames = { user: 'account' }
        const { auth } = createAuth(connected.handle, { attributes: 'columns', tableNames })
        await expect(auth.getUser('anna')).rejects.toMatchObject({
          message: 'AUTH_INVALID_USER_ID',
        })
      }))
  },
)
