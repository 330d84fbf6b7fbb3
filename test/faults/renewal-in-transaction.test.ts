import { describe, expect, it } from 'vitest'
import type { CreateAuth } from '../drivers/driver.ts'
import {
  type ConnectionDriver,
  connections,
  mysqlConnections,
  type OpenConnection,
  pgConnections,
} from './connections.ts'
import { deadlock } from './deadlock.ts'
import { type IdleSession, withIdleSession } from './idle.ts'
import { refusals } from './refusals.ts'

type Auth = ReturnType<CreateAuth>['auth']

/** An app that has written an order in its transaction when it checks the session. */
async function withOrder(
  { createAuth, schema, open, begin }: ConnectionDriver,
  prepare: (connection: OpenConnection) => Promise<unknown>,
  body: (auth: Auth, session: IdleSession, connection: OpenConnection) => Promise<void>,
): Promise<void> {
  const connection = await open()
  try {
    const options = { schema, middleware: ({ args }: { args: unknown[] }) => args[0] }
    const { auth } = createAuth(connection.handle, options as never)
    await withIdleSession(auth, async (session) => {
      await prepare(connection)
      await connection.run(begin)
      await connection.run('insert into orders values (1)')
      await body(auth, session, connection)
    })
  } finally {
    await connection.close()
  }
}

describe.each(connections)("a refused renewal in the app's transaction on $name", (driver) => {
  const { refuse, message } = refusals[driver.dialect]
  const refuseRenewals = async ({ run }: OpenConnection) => {
    for (const statement of refuse) await run(statement)
  }

  if (driver.dialect === 'postgres') {
    it('is the error of the check, since PostgreSQL has ended the transaction', () =>
      withOrder(driver, refuseRenewals, async (auth, { expectUnchanged }, { run, rows }) => {
        await expect(auth.validateSession('session-1')).rejects.toThrow(message)
        await run('commit')
        expect(await rows('orders')).toEqual([])
        await expectUnchanged(auth)
      }))
  } else {
    it('leaves the session valid, and what the app has done', () =>
      withOrder(driver, refuseRenewals, async (auth, { expectUnchanged }, { run, rows }) => {
        await expectUnchanged(auth)
        await run('commit')
        expect(await rows('orders')).toHaveLength(1)
      }))
  }
})

describe.each(pgConnections)('a session check on $name', (driver) => {
  it('rejects as the statements of the app do where its transaction cannot be serialized', () => {
    const isolated = { ...driver, begin: 'begin isolation level repeatable read' }
    const nothing = async () => {}
    return withOrder(
      isolated,
      nothing,
      async (auth, { expectRenewal }, { run, rows, runElsewhere }) => {
        await run('select * from user_session')
        await runElsewhere("update user_session set country = 'FR'")
        await expect(auth.validateSession('session-1')).rejects.toMatchObject({ code: '40001' })
        await run('commit')
        expect(await rows('orders')).toEqual([])
        await expectRenewal(auth)
      },
    )
  })
})

describe.each(mysqlConnections)('a session check on $name', (driver) => {
  it('rejects where a deadlock has undone the transaction of the app', () =>
    withOrder(
      driver,
      ({ run }) =>
        run("insert into user_key values ('username:anna', 'anna', null)").then(() =>
          run('commit'),
        ),
      async (auth, { expectRenewal }, { run, rows, runElsewhere }) => {
        await run("update user_key set hashed_password = 'x'")
        const check = () => auth.validateSession('session-1')
        const result = await deadlock({ run: runElsewhere }, 'mysql', check)
        expect(result).toMatchObject({ reason: { code: 'ER_LOCK_DEADLOCK' } })
        await run('commit')
        expect(await rows('orders')).toEqual([])
        await expectRenewal(auth)
      },
    ))
})
