import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { createAuth } from '../../src/prisma.ts'
import type { CreateAuth } from '../drivers/driver.ts'
import { openSqliteFile } from '../drivers/sqlite-file.ts'
import { withIdleSession } from '../faults/idle.ts'
import { leaks, triggers } from '../faults/leaks.ts'
import { refusals } from '../faults/refusals.ts'
import { failuresOf, secretOptions, signUp } from '../faults/secrets.ts'
import { schemas } from '../fixtures/sqlite.ts'
import { clientsOf } from './clients.ts'
import { installed } from './generate.ts'

const clientFor = await clientsOf('sqlite', 'prisma-client', { ...installed, name: 'secrets' })
const schema = schemas.lucia

type Auth = ReturnType<CreateAuth>['auth']

/** Sets up on a database of its own, which the test may change past Prisma. */
async function withAuth(
  options: object,
  body: (auth: Auth, database: Database.Database) => Promise<void>,
): Promise<void> {
  const { file, database, close } = await openSqliteFile(schema)
  const client = clientFor(['lucia'], new PrismaBetterSqlite3({ url: `file:${file}` }))
  try {
    const { auth } = (createAuth as unknown as CreateAuth)(client, { ...options, schema } as never)
    await body(auth, database)
  } finally {
    await client.$disconnect()
    await close()
  }
}

const faults: Record<string, string[]> = {
  ...Object.fromEntries(Object.entries(leaks).map(([fault, { sqlite }]) => [fault, sqlite])),
  // The SQLite of this driver is new enough to say more than a constant.
  'the tables are gone': ['user_session', 'user_key', 'user'].map(
    (table) => `drop table "${table}"`,
  ),
  'triggers say what they see': triggers(
    (event, table, seen) => `create trigger say_${event}_${table} before ${event} on ${table}
      begin select raise(abort, ${seen}); end`,
  ),
}

describe('no error of Prisma holds a session id, a password or a hash', () => {
  it.each(Object.keys(faults))('when %s', (fault) =>
    withAuth(secretOptions, async (auth, database) => {
      await signUp(auth)
      for (const statement of faults[fault] ?? []) database.exec(statement)
      expect(await failuresOf(auth)).not.toEqual([])
    }),
  )
})

it('keeps a session in its idle period valid while the database cannot write', () =>
  withAuth({ middleware: ({ args }: { args: unknown[] }) => args[0] }, (auth, database) =>
    withIdleSession(auth, async ({ expectUnchanged, expectRenewal }) => {
      const { refuse, allow } = refusals.sqlite
      for (const statement of refuse) database.exec(statement)
      await expectUnchanged(auth)
      await expectUnchanged(auth)
      database.exec(allow)
      await expectRenewal(auth)
    }),
  ))
