import { afterEach, describe, expect, it, vi } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { createSchema as mysql, timeColumns as ofMysql } from '../../src/schema/mysql.ts'
import { timeColumns as ofPostgres, createSchema as postgres } from '../../src/schema/postgres.ts'
import { timeColumns as ofSqlite, createSchema as sqlite } from '../../src/schema/sqlite.ts'
import type { Handle, LuciaSchema } from '../drivers/driver.ts'
import { handles } from '../drivers/drivers.ts'

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2026, 0, 1)
const tableNames = { user: 'auth_user' }
const schemas: Record<Handle['dialect'], unknown> = {
  sqlite: sqlite({ tableNames, session: ofSqlite() }),
  postgres: postgres({ tableNames, session: ofPostgres() }),
  mysql: mysql({ tableNames, session: ofMysql(), foreignKeys: false }),
}

async function withAnna(
  { dialect, createAuth, open }: Handle,
  body: (on: {
    auth: ReturnType<typeof createAuth>['auth']
    begunAt(sessionId: string): Promise<unknown>
    run(statement: string): Promise<unknown>
  }) => Promise<void>,
): Promise<void> {
  const schema = schemas[dialect] as LuciaSchema
  const opened = await open(schema)
  try {
    vi.useFakeTimers({ now, toFake: ['Date'] })
    const { auth } = createAuth(opened.handle, {
      schema,
      sessionExpiresIn: { absolutePeriod: 20 * day },
      getSessionAttributes: (row) => ({ createdAt: Reflect.get(row, 'createdAt') }),
    })
    await auth.createUser({ userId: 'anna', key: null, attributes: {} as never })
    const begunAt = async (sessionId: string) =>
      Reflect.get(await auth.getSession(sessionId), 'createdAt')
    await body({ auth, begunAt, run: opened.run })
  } finally {
    vi.useRealTimers()
    await opened.close()
  }
}

afterEach(() => void vi.useRealTimers())

describe.each(handles)('a session with an absolute period on $name', (subject) => {
  it('ends then, renewed or not', () =>
    withAnna(subject, async ({ auth, begunAt, run }) => {
      const end = new Date(now + 20 * day)
      const session = await auth.createSession({ userId: 'anna', sessionId: 'one', attributes: {} })
      expect(session.idlePeriodExpiresAt).toEqual(new Date(now + 15 * day))
      expect(await begunAt('one')).toBe(now)
      vi.setSystemTime(now + 10 * day)
      expect(await auth.validateSession('one')).toMatchObject({
        fresh: true,
        activePeriodExpiresAt: new Date(now + 11 * day),
        idlePeriodExpiresAt: end,
      })
      expect(await auth.validateSession('one')).toMatchObject({ idlePeriodExpiresAt: end })
      vi.setSystemTime(now + 19.5 * day)
      const last = { state: 'active', activePeriodExpiresAt: end, idlePeriodExpiresAt: end }
      expect(await auth.validateSession('one')).toMatchObject({ ...last, fresh: true })
      expect(await auth.getSession('one')).toMatchObject(last)
      vi.setSystemTime(now + 20 * day)
      expect(await auth.validateSession('one')).toMatchObject(last)
      expect(await auth.getAllUserSessions('anna')).toHaveLength(1)
      vi.setSystemTime(now + 20 * day + 1)
      await expect(auth.validateSession('one')).rejects.toThrow('AUTH_INVALID_SESSION_ID')
      expect(await auth.getAllUserSessions('anna')).toEqual([])
      expect(await auth.deleteExpiredSessions()).toBe(1)

      // One from before there was the column began when it was last renewed.
      vi.setSystemTime(now)
      await auth.createSession({ userId: 'anna', sessionId: 'two', attributes: {} })
      await run(`update user_session set created_at = null`)
      vi.setSystemTime(now + 10 * day)
      expect(await auth.validateSession('two')).toMatchObject({ idlePeriodExpiresAt: end })
      expect(await begunAt('two')).toBe(now)
    }))
})

describe('an absolute period', () => {
  const [subject] = handles as [Handle]

  it('needs the column that says when a session began', async () => {
    const { handle, close } = await subject.open()
    const sessionExpiresIn = { absolutePeriod: day }
    const create = () => subject.createAuth(handle, { schema: subject.schema, sessionExpiresIn })
    expect(create).toThrow(SetupError)
    expect(create).toThrow(
      'options.sessionExpiresIn.absolutePeriod needs createSchema({ session: timeColumns() }): createdAt is not an attribute of the table "user_session"',
    )
    await close()
  })
})
