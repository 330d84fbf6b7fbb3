import Database from 'better-sqlite3'
import type { Auth } from 'lucia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSchema } from '../../src/schema/sqlite.ts'
import { sqliteTables } from '../ddl.ts'
import { useD1 } from '../defects/d1.ts'
import { served } from '../drivers/drivers.ts'
import { sqliteFile } from '../drivers/sqlite-file.ts'
import { areInterchangeable } from './interchangeable.ts'
import { snippet } from './pages.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

interface Handles {
  pool?: { end(): Promise<void> }
  sql?: { end(): Promise<void> }
}

describe('the lines that come find what those that go have written', () => {
  const without = ['bun-sqlite', 'neon-http', 'node-sqlite', 'pglite']
  const withAdapter = served.filter(({ name }) => !without.includes(name))

  it.each(withAdapter)('on $name', async ({ name, serve }) => {
    const database = await serve()
    for (const [variable, value] of Object.entries(database.environment)) {
      vi.stubEnv(variable, value)
    }
    const before = await snippet(`before/${name}`)
    const after = await snippet(name)
    await areInterchangeable(before.auth as Auth, after.auth as Auth)
    for (const { pool, sql } of [before, after] as Handles[]) await (pool ?? sql)?.end()
    await database.close()
  })

  describe('in workerd', async () => {
    const tables = await sqliteTables(createSchema())
    const database = useD1(() => tables)
    const authOf = async (name: string) => {
      const { createMyAuth } = await snippet(name)
      return (createMyAuth as (env: object) => Auth)({ DB: database() })
    }

    it('on D1', async () => {
      await areInterchangeable(await authOf('before/d1'), await authOf('d1'))
    })
  })
})

it('have the same attributes, whose columns no one declares', async () => {
  const { environment, close } = await sqliteFile()
  vi.stubEnv('DATABASE_FILE', environment.DATABASE_FILE)
  const database = new Database(String(environment.DATABASE_FILE))
  database.exec(`alter table user add column username text;
    alter table user add column is_admin integer;
    insert into user (id, username, is_admin) values ('ada', 'Ada', 1)`)
  database.close()
  const before = (await snippet('before/attributes-and-hono')).auth as Auth
  const after = (await snippet('attributes-and-hono')).auth as Auth
  const ada = { userId: 'ada', username: 'Ada', isAdmin: true }
  expect(await before.getUser('ada')).toEqual(ada)
  expect(await after.getUser('ada')).toEqual(ada)
  await close()
})
