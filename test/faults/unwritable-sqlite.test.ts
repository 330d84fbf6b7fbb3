import { createClient } from '@libsql/client'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAuth as createBetterSqlite3Auth } from '../../src/better-sqlite3.ts'
import { sqliteTables } from '../ddl.ts'
import type { CreateAuth } from '../drivers/driver.ts'
import { connectLibsql, createLibsqlAuth } from '../drivers/libsql.ts'
import { openSqliteFile } from '../drivers/sqlite-file.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { withIdleSession } from './idle.ts'

const options = { schema: schemas.lucia, middleware: ({ args }: { args: unknown[] }) => args[0] }
const setUp = (createAuth: unknown, handle: unknown) =>
  (createAuth as CreateAuth)(handle, options as never).auth

/** What fills the disk at the next renewal: SQLite finds no room for another page. */
const fill = `create trigger fill after update on user_session begin
  insert into log values (zeroblob(1000000));
end`

/** Fills the pages of a database; gives the id of a session whose renewal needs another one. */
async function fillPages(database: Database.Database, auth: ReturnType<typeof setUp>) {
  await auth.createUser({ userId: 'anna', key: null, attributes: { username: 'anna' } })
  const insert = database.prepare('insert into user_session values (?, ?, 0, ?, ?)')
  const ids = Array.from({ length: 200 }, (_, index) => `session-${index}`)
  for (const id of ids) insert.run(id, 'anna', Date.now() + 1e9, 'x'.repeat(100))
  database.exec('vacuum')
  database.pragma(`max_page_count = ${database.pragma('page_count', { simple: true })}`)
  const renewed = await Promise.all(ids.map((id) => auth.validateSession(id)))
  const [sessionId = ''] = ids.filter((_, index) => renewed[index]?.state === 'idle')
  return sessionId
}

let file: string
let remove: () => Promise<void>

beforeEach(async () => {
  const tables = await sqliteTables(schemas.lucia)
  const opened = await openSqliteFile([...tables, 'create table log (entry)'])
  opened.database.close()
  file = opened.file
  remove = opened.close
})

afterEach(() => remove())

describe('a session in its idle period, on better-sqlite3', () => {
  async function withDatabase(
    body: (
      database: Database.Database,
      session: Parameters<Parameters<typeof withIdleSession>[1]>[0],
    ) => Promise<void>,
  ): Promise<void> {
    const database = new Database(file, { timeout: 0 })
    try {
      const auth = setUp(createBetterSqlite3Auth, database)
      await withIdleSession(auth, (session) => body(database, session))
    } finally {
      database.close()
    }
  }

  it('is valid while another connection writes', () =>
    withDatabase(async (database, { expectUnchanged, expectRenewal }) => {
      const auth = setUp(createBetterSqlite3Auth, database)
      const other = new Database(file)
      other.exec('begin immediate')
      await expectUnchanged(auth)
      other.exec('commit')
      other.close()
      await expectRenewal(auth)
    }))

  it('is valid while another connection has the file to itself, but for readers of its log', () =>
    withDatabase(async (database, { expectUnchanged, expectRenewal }) => {
      database.pragma('journal_mode = wal')
      const auth = setUp(createBetterSqlite3Auth, database)
      const other = new Database(file)
      other.exec('begin exclusive')
      await expectUnchanged(auth)
      other.exec('rollback')
      other.close()
      await expectRenewal(auth)
    }))

  it('is valid in a file that may be read alone', () =>
    withDatabase(async (database, { expectUnchanged, expectRenewal }) => {
      const readonly = new Database(file, { readonly: true })
      await expectUnchanged(setUp(createBetterSqlite3Auth, readonly))
      readonly.close()
      await expectRenewal(setUp(createBetterSqlite3Auth, database))
    }))

  it('is valid on a full disk', () =>
    withDatabase(async (database, { expectUnchanged, expectRenewal }) => {
      const auth = setUp(createBetterSqlite3Auth, database)
      database.exec(fill)
      database.pragma('max_page_count = 50')
      const write = () => database.exec("update user_session set country = 'FR'")
      expect(write).toThrow('database or disk is full')
      await expectUnchanged(auth)
      database.pragma('max_page_count = 5000')
      await expectRenewal(auth)
    }))

  it('is valid while rows are read one by one, when SQLite takes no write', () =>
    withDatabase(async (database, { expectUnchanged, expectRenewal }) => {
      const auth = setUp(createBetterSqlite3Auth, database)
      for (const _ of database.prepare('select 1').iterate()) await expectUnchanged(auth)
      await expectRenewal(auth)
    }))

  it('is refused where a full disk undoes a transaction of the app with the renewal', async () => {
    const database = new Database(file)
    const auth = setUp(createBetterSqlite3Auth, database)
    const sessionId = await fillPages(database, auth)
    database.exec("begin; insert into log values ('order')")
    await expect(auth.validateSession(sessionId)).rejects.toThrow('database or disk is full')
    expect(database.inTransaction).toBe(false)
    expect(database.prepare('select * from log').all()).toEqual([])
    expect(await auth.validateSession(sessionId)).toMatchObject({ state: 'idle', fresh: false })
    database.close()
  })

  it('is valid in a transaction that the refused renewal leaves as it was', () =>
    withDatabase(async (database, { expectUnchanged }) => {
      const auth = setUp(createBetterSqlite3Auth, database)
      database.exec(`create trigger refuse before update on user_session begin
        select raise(abort, 'no');
      end`)
      database.exec("begin; insert into log values ('order')")
      await expectUnchanged(auth)
      database.exec('commit')
      expect(database.prepare('select * from log').pluck().all()).toEqual(['order'])
    }))
})

describe('a session in its idle period, on libSQL', () => {
  it('is valid while another connection writes to the file', async () => {
    const client = createClient({ url: `file:${file}` })
    const other = createClient({ url: `file:${file}` })
    const auth = setUp(createLibsqlAuth, client)
    await withIdleSession(auth, async ({ expectUnchanged, expectRenewal }) => {
      const transaction = await other.transaction('write')
      await expectUnchanged(auth)
      await transaction.rollback()
      await expectRenewal(auth)
    })
    other.close()
    client.close()
  })

  it('is valid on a full disk', async () => {
    const client = createClient({ url: `file:${file}` })
    const auth = setUp(createLibsqlAuth, client)
    await withIdleSession(auth, async ({ expectUnchanged, expectRenewal }) => {
      await client.execute(fill)
      await client.execute('pragma max_page_count = 50')
      const write = client.execute("update user_session set country = 'FR'")
      await expect(write).rejects.toThrow('database or disk is full')
      await expectUnchanged(auth)
      await client.execute('pragma max_page_count = 5000')
      await expectRenewal(auth)
    })
    client.close()
  })

  it('is valid while another connection writes to the database behind its HTTP', async () => {
    const { client, run, close } = await connectLibsql()
    const auth = setUp(createLibsqlAuth, client)
    await withIdleSession(auth, async ({ expectUnchanged, expectRenewal }) => {
      await run('begin immediate')
      await expectUnchanged(auth)
      await run('rollback')
      await expectRenewal(auth)
    })
    await close()
  })
})
