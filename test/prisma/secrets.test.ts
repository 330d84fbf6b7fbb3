import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createAuth } from '../../src/prisma.ts'
import { sqliteTables } from '../ddl.ts'
import type { CreateAuth } from '../faults/drivers.ts'
import { leaks, triggers } from '../faults/leaks.ts'
import { failuresOf, secretOptions, signUp } from '../faults/secrets.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { clientsOf } from './clients.ts'
import { installed } from './generate.ts'

const clientFor = await clientsOf('sqlite', 'prisma-client', { ...installed, name: 'secrets' })
const schema = schemas.lucia

async function failures(statements: readonly string[], end = false): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'prisma-'))
  const file = join(folder, 'test.db')
  const database = new Database(file)
  for (const statement of await sqliteTables(schema)) database.exec(statement)
  const client = clientFor(['lucia'], new PrismaBetterSqlite3({ url: `file:${file}` }))
  try {
    const { auth } = (createAuth as unknown as CreateAuth)(client, { ...secretOptions, schema })
    await signUp(auth)
    for (const statement of statements) database.exec(statement)
    if (end) database.exec('drop table user_session; drop table user_key; drop table user')
    return await failuresOf(auth)
  } finally {
    await client.$disconnect()
    database.close()
    rmSync(folder, { recursive: true })
  }
}

const faults: Record<string, string[]> = {
  ...Object.fromEntries(Object.entries(leaks).map(([fault, { sqlite }]) => [fault, sqlite])),
  // The SQLite of this driver is new enough to say more than a constant.
  'triggers say what they see': triggers(
    (event, table, seen) => `create trigger say_${event}_${table} before ${event} on ${table}
      begin select raise(abort, ${seen}); end`,
  ),
}

it.each(Object.keys(faults))(
  'no error of Prisma holds a session id, a password or a hash when %s',
  async (fault) => {
    expect(await failures(faults[fault] ?? [])).not.toEqual([])
  },
)

it('no error of Prisma holds a session id, a password or a hash when the tables are gone', async () => {
  expect(await failures([], true)).toContain('validate')
})
