import { describe, expect, it } from 'vitest'
import { type ConnectionDriver, connections, type OpenConnection } from './connections.ts'
import {
  type Auth,
  addUsers,
  carla,
  keyOf,
  passwordHash,
  textOf,
  unknownMethods,
  works,
} from './works.ts'

const tables = ['user', 'user_key', 'user_session']

async function contents({ rows }: OpenConnection): Promise<string> {
  return textOf(await Promise.all(tables.map(rows)))
}

async function withUsers(
  { createAuth, schema, open }: ConnectionDriver,
  body: (auth: Auth, connection: OpenConnection, before: string) => Promise<void>,
): Promise<void> {
  const connection = await open()
  try {
    const { auth } = createAuth(connection.handle, { schema, passwordHash })
    await addUsers(auth, connection.run)
    await body(auth, connection, await contents(connection))
  } finally {
    await connection.close()
  }
}

describe.each(connections)("in the app's transaction on $name", (driver) => {
  it('is every method of auth that writes', () =>
    withUsers(driver, async (auth) => {
      expect(unknownMethods(auth)).toEqual([])
    }))

  it('everything is undone with it', () =>
    withUsers(driver, async (auth, connection, before) => {
      for (const [name, work] of Object.entries(works)) {
        await connection.run(driver.begin)
        await connection.run('insert into orders values (1)')
        await work(auth)
        await connection.run('insert into orders values (2)')
        await connection.run('rollback')
        expect([name, await contents(connection)]).toEqual([name, before])
        expect(await connection.rows('orders')).toEqual([])
      }
    }))

  it.each(Object.entries(works))('%s is kept with it', (_, work) =>
    withUsers(driver, async (auth, connection, before) => {
      await connection.run(driver.begin)
      await work(auth)
      await connection.run('insert into orders values (1)')
      const within = await contents(connection)
      // PGlite and SQLite in memory have no other connection to read through.
      if (driver.dialect !== 'sqlite' && driver.name !== 'PGlite') expect(within).toBe(before)
      await connection.run('commit')
      expect(await contents(connection)).not.toBe(before)
      expect(await connection.rows('orders')).toHaveLength(1)
    }),
  )

  it('a refused sign-up leaves no part of itself, and what was done before', () =>
    withUsers(driver, async (auth, connection, before) => {
      await connection.run(driver.begin)
      await connection.run('insert into orders values (1)')
      // In PostgreSQL every error ends the transaction, but for a savepoint.
      await connection.run('savepoint before_sign_up')
      const refused = auth.createUser({ ...carla, key: keyOf('anna') })
      await expect(refused).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
      if (driver.dialect === 'postgres') await connection.run('rollback to before_sign_up')
      await auth.createUser(carla)
      await auth.deleteUser('carla')
      await connection.run('commit')
      expect(await connection.rows('orders')).toHaveLength(1)
      expect(await contents(connection)).toBe(before)
    }))

  it('is followed by calls that are committed by themselves', () =>
    withUsers(driver, async (auth, connection) => {
      await connection.run('begin')
      await auth.createUser(carla)
      await connection.run('rollback')
      await auth.createUser(carla)
      await auth.deleteUser('anna')
      // SQLite has nothing to roll back, and says so.
      await connection.run('rollback').catch(() => {})
      expect((await connection.rows('user')).map(({ id }) => id)).toEqual(['berta', 'carla'])
    }))
})
