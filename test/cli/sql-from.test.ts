import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mysqlDatabase, postgresDatabase } from '../drivers/database.ts'
import { mysqlFixtures } from '../existing/mysql.ts'
import { postgresFixtures } from '../existing/postgres.ts'
import { sqliteFixtures } from '../existing/sqlite.ts'
import { type App, createApp } from './app.ts'

const rows = [
  `insert into auth_user values ('anna', 'anna')`,
  `insert into user_key values ('email:anna', 'anna', null)`,
  `insert into user_session values ('1', 'anna', 1, 1, null)`,
]
let app: App

beforeAll(async () => {
  app = await createApp('better-sqlite3', 'pg', 'mysql2')
})

afterAll(() => app.remove())

async function lacking(...args: string[]): Promise<string> {
  const { code, stdout, output } = await app.command('sql', ...args)
  expect(output).toBe(stdout)
  expect(code, output).toBe(0)
  return stdout
}

describe.each([
  { name: 'PostgreSQL', open: postgresDatabase, fixture: postgresFixtures[0] },
  { name: 'MySQL', open: mysqlDatabase, fixture: mysqlFixtures({ foreignKeys: true })[0] },
])('sql --from on $name', ({ open, fixture }) => {
  it("prints the indexes and cascades that the documentation's tables lack", async () => {
    const { url, run, drop, ...own } = await open([...(fixture?.statements ?? []), ...rows])
    try {
      const printed = await lacking('--from', url)
      for (const statement of printed.trim().split('\n')) await run(statement)
      expect(await lacking('--from', url)).toBe('-- Nothing is missing.\n')
      await run(`delete from auth_user`)
      expect(await own.rows('select id from user_key')).toEqual([])
      expect(await own.rows('select id from user_session')).toEqual([])
    } finally {
      await drop()
    }
  })
})

describe('sql --from on SQLite', () => {
  it('prints the indexes, and says that cascades cannot be added', async () => {
    const database = new Database(join(app.folder, 'app.db'))
    for (const statement of sqliteFixtures[0].statements) database.exec(statement)
    database.exec(await lacking('--from', 'app.db'))
    const again = await lacking('--from', 'app.db')
    database.close()
    expect(again.trim().split('\n')).toEqual([
      expect.stringMatching(/^-- user_session.user_id does not cascade, and SQLite cannot/),
      expect.stringMatching(/^-- user_key.user_id does not cascade, and SQLite cannot/),
    ])
  })

  it('says which tables are missing', async () => {
    new Database(join(app.folder, 'empty.db')).exec('create table other (id text)').close()
    const printed = await lacking('--from', 'empty.db')
    expect(printed.split('\n')[0]).toBe(
      '-- The table user is missing: npx lucia-setup sql --dialect sqlite, or --schema, prints the statement.',
    )
  })
})
