import { LuciaError } from 'lucia'
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Auth } from '../../src/internal/auth/auth.ts'
import { createAuth } from '../../src/mysql2.ts'
import { createSchema } from '../../src/schema/mysql.ts'
import { mysqlDatabase, type ServerDatabase } from '../drivers/database.ts'
import type { Handle } from '../drivers/driver.ts'
import { handles } from '../drivers/drivers.ts'
import { schemas } from '../fixtures/mysql.ts'
import { tablesWithOwnIds } from './own-ids.ts'

const password = 'correct horse battery staple'
const passwordHash = { generate: async () => 'hash', validate: async () => true }

/** So many characters, each of which is two code units of JavaScript. */
const wide = (characters: number) => '😀'.repeat(characters)

async function expectFault(
  call: () => Promise<unknown>,
  code: string,
  cause: RegExp,
): Promise<void> {
  const error = await call().catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(LuciaError)
  const { message, cause: reason } = error as LuciaError & { cause: Error }
  expect(message).toBe(code)
  expect(reason.message).toMatch(cause)
}

describe('MySQL that is not strict, which cuts what does not fit', () => {
  let database: ServerDatabase
  let connection: Connection
  let auth: Auth
  const key = { providerId: 'username', providerUserId: 'ann', password }
  const attributes = { username: 'ann' } as never
  const rows = async (table: string) =>
    (await connection.query<RowDataPacket[]>(`select * from \`${table}\``))[0]
  const content = async () => [
    await rows('user'),
    await rows('user_key'),
    await rows('user_session'),
  ]

  beforeAll(async () => {
    database = await mysqlDatabase()
    connection = await mysql.createConnection({ uri: database.url })
    await connection.query("set session sql_mode = ''")
    const setup = createAuth(connection, { schema: schemas.lucia, passwordHash })
    auth = setup.auth as unknown as Auth
  })
  beforeEach(async () => {
    for (const table of ['user_session', 'user_key', 'user']) {
      await connection.query(`delete from \`${table}\``)
    }
    await auth.createUser({ userId: 'x'.repeat(15), key, attributes })
    await auth.createSession({
      userId: 'x'.repeat(15),
      sessionId: 's'.repeat(127),
      attributes: {},
    })
  })
  afterAll(async () => {
    await connection.end()
    await database.drop()
  })

  it('gets no new id that is longer than its column', async () => {
    const before = await content()
    const userId = 'x'.repeat(15)
    const other = { username: 'bert' } as never
    const longKey = { ...key, providerUserId: 'y'.repeat(247) }
    const tooLong = [
      [
        () => auth.createUser({ userId: `${userId}x`, key: null, attributes: other }),
        'AUTH_INVALID_USER_ID',
        /^userId must fit schema\.user\.id, which holds 15 characters\. Received 16$/,
      ],
      [
        () => auth.createUser({ userId: wide(16), key: null, attributes: other }),
        'AUTH_INVALID_USER_ID',
        /which holds 15 characters\. Received 16$/,
      ],
      [
        () => auth.createUser({ key: longKey, attributes: other }),
        'AUTH_INVALID_KEY_ID',
        /^providerUserId must fit schema\.key\.id, which holds 255 characters\. Received 256$/,
      ],
      [
        () => auth.createKey({ ...longKey, userId }),
        'AUTH_INVALID_KEY_ID',
        /^providerUserId must fit/,
      ],
      [
        () => auth.createSession({ userId, sessionId: 's'.repeat(128), attributes: {} }),
        'AUTH_INVALID_SESSION_ID',
        /^sessionId must fit schema\.session\.id, which holds 127 characters\. Received 128$/,
      ],
    ] as const
    for (const [call, code, cause] of tooLong) await expectFault(call, code, cause)
    expect(await content()).toEqual(before)
  })

  it('gets those that just fit, whatever JavaScript counts', async () => {
    const userId = wide(15)
    const longest = { ...key, providerUserId: 'y'.repeat(246) }
    await auth.createUser({ userId, key: longest, attributes: { username: wide(255) } as never })
    expect(await rows('user')).toContainEqual({ id: userId, username: wide(255) })
    expect(await auth.getUser(userId)).toEqual({ userId })
    expect(await auth.useKey('username', 'y'.repeat(246), password)).toMatchObject({ userId })
  })

  it('knows nobody by an id that begins with one that it has', async () => {
    const before = await content()
    const longer = 'x'.repeat(16)
    const user = 'AUTH_INVALID_USER_ID'
    await expect(auth.getUser(longer)).rejects.toThrow(user)
    await expect(auth.createSession({ userId: longer, attributes: {} })).rejects.toThrow(user)
    await expect(auth.createKey({ ...key, userId: longer })).rejects.toThrow(user)
    await expect(auth.updateUserAttributes(longer, { username: 'b' } as never)).rejects.toThrow(
      user,
    )
    await auth.deleteUser(longer)
    await auth.invalidateAllUserSessions(longer)
    const session = 'AUTH_INVALID_SESSION_ID'
    await expect(auth.validateSession('s'.repeat(128))).rejects.toThrow(session)
    await auth.invalidateSession('s'.repeat(128))
    const name = 'y'.repeat(1_000)
    await expect(auth.useKey('username', name, password)).rejects.toThrow('AUTH_INVALID_KEY_ID')
    await auth.deleteKey('username', name)
    expect(await content()).toEqual(before)
  })

  it('gets no attribute that is longer than its column', async () => {
    const before = await content()
    const userId = 'x'.repeat(15)
    const rule = /^attributes\.username must have at most 255 characters\. Received 256$/
    const long = { username: wide(256) } as never
    await expect(auth.createUser({ key: null, attributes: long })).rejects.toThrow(rule)
    await expect(auth.updateUserAttributes(userId, long)).rejects.toThrow(rule)
    const country = { country: 'x'.repeat(256) } as never
    const ofSession = /^attributes\.country must have at most 255 characters/
    await expect(auth.createSession({ userId, attributes: country })).rejects.toThrow(ofSession)
    const update = auth.updateSessionAttributes('s'.repeat(127), country)
    await expect(update).rejects.toThrow(ofSession)
    expect(await content()).toEqual(before)
  })

  it('holds longer ids where createSchema() makes room', async () => {
    await connection.query('create table roomy (id varchar(36) primary key)')
    const schema = createSchema({ tableNames: { user: 'roomy' }, lengths: { user: 36 } })
    const { auth } = createAuth(connection, { schema })
    const userId = crypto.randomUUID()
    expect(await auth.createUser({ userId, key: null })).toEqual({ userId })
    expect(await rows('roomy')).toEqual([{ id: userId }])
  })
})

const others = handles.filter(({ dialect }) => dialect !== 'mysql')
describe.each(others)('$name, on tables whose columns have a length', (subject: Handle) => {
  const makers = { user: () => 'ann', session: () => 'session' }
  const schema = tablesWithOwnIds(subject.dialect, makers)

  it('refuses what is longer where the database would, and takes it in SQLite, which keeps it', async () => {
    const { handle, counts, close } = await subject.open(schema)
    try {
      const auth = subject.createAuth(handle, { schema }).auth as unknown as Auth
      const long = () => auth.createUser({ userId: 'x'.repeat(41), key: null })
      const username = { username: 'x'.repeat(11) } as never
      if (subject.dialect === 'sqlite') {
        const userId = 'x'.repeat(41)
        expect(await long()).toEqual({ userId })
        await auth.updateUserAttributes(userId, username)
        expect(await counts('user')).toEqual([1])
      } else {
        await expectFault(long, 'AUTH_INVALID_USER_ID', /^userId must fit .* 40 .* Received 41$/)
        const user = auth.createUser({ key: null, attributes: username })
        await expect(user).rejects.toThrow(/^attributes\.username must have at most 10 characters/)
        expect(await counts('user')).toEqual([0])
      }
    } finally {
      await close()
    }
  })
})
