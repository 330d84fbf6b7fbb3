import { describe, expect, it } from 'vitest'
import { withHandle } from '../drivers/driver.ts'
import { mysql2Pool } from '../drivers/mysql2.ts'
import { planetscale } from '../drivers/planetscale.ts'

const key = { providerId: 'username', providerUserId: 'anna', password: null }
const upper = { ...key, providerUserId: 'ANNA' }
const anna = { userId: 'anna', key, attributes: { username: 'anna' } }
const other = { userId: 'other', key: upper, attributes: { username: 'other' } }

// The databases of the tests have the server's default collation, which ignores case.
describe.each([mysql2Pool, planetscale])('on $name, key ids that differ only in case', (driver) => {
  it('are two keys in the tables that createSchema() makes', () =>
    withHandle(driver, 2, async ({ setup: { auth }, database }) => {
      await auth.createUser(anna)
      await auth.createUser(other)
      expect(await auth.useKey('username', 'anna', null)).toMatchObject({ userId: 'anna' })
      expect(await auth.useKey('username', 'ANNA', null)).toMatchObject({ userId: 'other' })
      await expect(auth.useKey('username', 'Anna', null)).rejects.toThrow('AUTH_INVALID_KEY_ID')
      await auth.deleteKey('username', 'ANNA')
      expect(await database.counts('user', 'user_key')).toEqual([2, 1])
    }))

  // The collations that MySQL and MariaDB share ignore spaces at the end: no schema can differ there.
  it('are two keys, but those that differ only in spaces at the end are one', () =>
    withHandle(driver, 2, async ({ setup: { auth } }) => {
      await auth.createUser(anna)
      const spaces = { ...other, key: { ...key, providerUserId: 'anna ' } }
      await expect(auth.createUser(spaces)).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
      expect(await auth.useKey('username', 'anna ', null)).toMatchObject({ userId: 'anna' })
    }))

  it('are one key in a table that is older and ignores case', () =>
    withHandle(driver, 2, async ({ setup: { auth }, database }) => {
      await database.run('drop table user_key')
      await database.run(`create table user_key (id varchar(255) not null primary key,
        user_id varchar(15) not null, hashed_password varchar(255))`)
      await auth.createUser(anna)
      await expect(auth.createUser(other)).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
      expect(await auth.useKey('username', 'ANNA', null)).toMatchObject({ userId: 'anna' })
      expect(await database.counts('user', 'user_key')).toEqual([1, 1])
    }))
})
