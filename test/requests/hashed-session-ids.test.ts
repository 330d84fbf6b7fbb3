import { expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { assertHashable } from '../../src/internal/adapter/hashed-sessions.ts'
import { drizzleTables } from '../../src/internal/schema/drizzle-table.ts'
import { createSchema } from '../../src/schema/mysql.ts'
import { incoming } from '../defects/incoming.ts'
import { ours } from '../defects/pair.ts'

const key = { providerId: 'username', providerUserId: 'anna' }
const passwordHash = { generate: async () => 'hash', validate: async () => true }

/** A set-up, with all statements and the values that they were sent with. */
function open() {
  const statements: string[] = []
  const verbose = (statement: unknown) => void statements.push(String(statement))
  const options = { sessionIds: 'hashed', passwordHash } as const
  return { ...ours(options, { verbose }), statements }
}

it('checks a session in one statement, and tells the database no id of a session', async () => {
  const { auth, statements } = open()
  await auth.createKey({ ...key, userId: 'anna', password: 'first' })
  const { sessionId } = await auth.createSession({ userId: 'anna' })
  const check = async () => {
    const context = incoming({ Cookie: `auth_session=${sessionId}` })
    return (await auth.handleRequest(context).validate())?.sessionId
  }
  const before = statements.length
  expect(await check()).toBe(sessionId)
  expect(statements.length - before).toBe(1)
  await auth.getSession(sessionId)
  await auth.updateSessionAttributes(sessionId, { country: 'CH' })
  await auth.getAllUserSessions('anna')
  await auth.changePassword({ ...key, current: 'first', password: 'second', keep: sessionId })
  expect(await check()).toBe(sessionId)
  await auth.invalidateSession(sessionId)
  expect(statements.filter((statement) => statement.includes(sessionId))).toEqual([])
  expect(await check()).toBeUndefined()
})

it('keeps the session that changes a password, hashed or from before', async () => {
  for (const isBefore of [true, false]) {
    const { auth, database } = open()
    await auth.createKey({ ...key, userId: 'anna', password: 'first' })
    const { sessionId } = await auth.createSession({ userId: 'anna' })
    if (isBefore) database.prepare('update user_session set id = ?').run(sessionId)
    await auth.createSession({ userId: 'anna' })
    await auth.changePassword({ ...key, current: 'first', password: 'second', keep: sessionId })
    expect(database.prepare('select count(*) from user_session').pluck().get()).toBe(1)
    expect(await auth.validateSession(sessionId)).toMatchObject({ sessionId })
  }
})

it('takes no column that is too short for a hash, and no sessions that are held elsewhere', () => {
  const short = drizzleTables(createSchema({ lengths: { session: 40 } }) as never)
  expect(() => assertHashable(short, undefined)).toThrow(
    "options.sessionIds 'hashed': a hash must fit schema.session.id, which holds 40 characters. Received 71",
  )
  expect(() => assertHashable(drizzleTables(createSchema() as never), undefined)).not.toThrow()
  const sessionAdapter = () => {
    throw new Error('It is not asked for')
  }
  const elsewhere = () => ours({ sessionIds: 'hashed', sessionAdapter })
  expect(elsewhere).toThrow(SetupError)
})
