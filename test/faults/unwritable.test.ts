import { describe, expect, it } from 'vitest'
import type { Connected, ServerHandle } from '../drivers/driver.ts'
import { handles } from '../drivers/drivers.ts'
import { mysql2Connection, mysql2Pool } from '../drivers/mysql2.ts'
import { pgClient, pgPool } from '../drivers/pg.ts'
import { planetscale } from '../drivers/planetscale.ts'
import { postgresJs } from '../drivers/postgres-js.ts'
import { withIdleSession } from './idle.ts'
import { refusals } from './refusals.ts'

describe.each(handles)('a session in its idle period, on $name that cannot write', (subject) => {
  it('is valid and not renewed, until the database writes again', async () => {
    const { createAuth, schema, dialect } = subject
    const { refuse, allow } = refusals[dialect]
    const opened = await subject.open(schema)
    try {
      const { auth } = createAuth(opened.handle, { schema, middleware: ({ args }) => args[0] })
      await withIdleSession(auth, async ({ expectUnchanged, expectRenewal }) => {
        for (const statement of refuse) await opened.run(statement)
        await expectUnchanged(auth)
        await expectUnchanged(auth)
        await opened.run(allow)
        await expectRenewal(auth)
      })
    } finally {
      await opened.close()
    }
  })
})

/** Checks the idle session through a handle that was opened when the server had become read-only. */
async function expectUnchangedOn(
  driver: ServerHandle,
  makeReadOnly: (run: (statement: string) => Promise<unknown>, url: URL) => Promise<string>,
  makeWritable: (run: (statement: string) => Promise<unknown>, url: URL) => Promise<unknown>,
  message: RegExp,
): Promise<void> {
  const database = await driver.database()
  const opened: Connected[] = []
  const setUp = async (url: string) => {
    const connected = await driver.connect(url, 2)
    opened.push(connected)
    const { schema } = driver
    return driver.createAuth(connected.handle, { schema, middleware: ({ args }) => args[0] }).auth
  }
  const url = new URL(database.url)
  try {
    const before = await setUp(database.url)
    await withIdleSession(before, async ({ expectUnchanged, expectRenewal }) => {
      const readOnlyUrl = await makeReadOnly(database.run, url)
      try {
        const auth = await setUp(readOnlyUrl)
        await expectUnchanged(auth)
        await expect(auth.createSession({ userId: 'anna' })).rejects.toThrow(message)
      } finally {
        await makeWritable(database.run, url)
      }
      await expectRenewal(before)
    })
  } finally {
    for (const { end } of opened) await end().catch(() => {})
    await database.drop()
  }
}

describe.each([pgPool, pgClient, postgresJs])('a server that is read-only', (driver) => {
  it(`keeps the sessions of ${driver.name} valid`, () =>
    expectUnchangedOn(
      driver,
      async (run, { pathname, href }) => {
        await run(`alter database ${pathname.slice(1)} set default_transaction_read_only = on`)
        return href
      },
      async () => {},
      /read-only transaction/,
    ))
})

describe.each([mysql2Pool, mysql2Connection, planetscale])(
  'a server that is read-only',
  (driver) => {
    it(`keeps the sessions of ${driver.name} valid`, () =>
      expectUnchangedOn(
        driver,
        async (run, url) => {
          const account = new URL(url)
          account.username = url.pathname.slice(1, 17)
          account.password = 'lucia'
          await run(`create user '${account.username}'@'%' identified by 'lucia'`)
          await run(`grant all on ${url.pathname.slice(1)}.* to '${account.username}'@'%'`)
          await run('set global read_only = 1')
          return account.href
        },
        async (run, { pathname }) => {
          await run('set global read_only = 0')
          await run(`drop user '${pathname.slice(1, 17)}'@'%'`)
        },
        /read-only/,
      ))
  },
)
