import { describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { createSchema as createMysqlSchema } from '../../src/schema/mysql.ts'
import { createSchema as createPostgresSchema } from '../../src/schema/postgres.ts'
import { createSchema as createSqliteSchema } from '../../src/schema/sqlite.ts'
import { handles, inNode } from '../drivers/drivers.ts'
import type { Dialect } from '../drivers/tables.ts'

const schemas = {
  sqlite: createSqliteSchema,
  postgres: createPostgresSchema,
  mysql: (config: object) => createMysqlSchema({ foreignKeys: false, ...config }),
} as unknown as Record<Dialect, typeof createSqliteSchema>

const refused: [what: string, tableNames: object, message: RegExp][] = [
  ['that are empty', { user: '' }, /^tableNames\.user must be a name\. Received an empty string$/],
  ['of spaces alone', { key: '  ' }, /^tableNames\.key must be a name/],
  [
    'that are equal',
    { user: 'same', key: 'same' },
    /must differ from the other names. Received "same" twice/,
  ],
  [
    'that are equal but for case',
    { user: 'Same', key: 'sAME' },
    /must differ from the other names/,
  ],
  ['that are equal to a default', { user: 'user_key' }, /must differ from the other names/],
  ...[...'"\'`[]\\\n\r\t\0\u007f'].map((mark): [string, object, RegExp] => [
    `with ${JSON.stringify(mark)}`,
    { user: `us${mark}er` },
    /^tableNames\.user must be a name without quotation marks, brackets, backslashes and control/,
  ]),
]

describe('table names', () => {
  it.each(refused)(
    '%s are refused by every createSchema() and createAuth()',
    (_, names, message) => {
      const refusal = expect.objectContaining({
        code: 'INVALID_TABLE_NAME',
        message: expect.stringMatching(message),
      })
      for (const createSchema of Object.values(schemas)) {
        expect(() => createSchema({ tableNames: names })).toThrow(SetupError)
        expect(() => createSchema({ tableNames: names })).toThrow(refusal)
      }
      const light = { prepare() {}, batch() {} }
      const createAuth = inNode[0]?.createAuth
      expect(() => createAuth?.(light, { tableNames: names })).toThrow(refusal)
    },
  )

  it.each(['a.b.c', '.auth_user', 'app.', '.', 'app..auth_user'])(
    'with dots that mean nothing to PostgreSQL are refused there: %s',
    (user) => {
      expect(() => createPostgresSchema({ tableNames: { user } })).toThrow(SetupError)
    },
  )
})

// Without colons and semicolons, at which drizzle-kit falls.
const working: [what: string, names: { user: string; session: string; key: string }][] = [
  ['with spaces', { user: 'auth user', session: ' auth session', key: 'auth  key' }],
  ['that SQL has reserved', { user: 'select', session: 'order', key: 'table' }],
  ['beyond ASCII', { user: 'Benützer', session: '会话', key: 'clé' }],
  ['with marks of other syntaxes', { user: 'a-b@c#d', session: 'a+b--c', key: '%s/*$1*/=x' }],
  ['with a question mark', { user: 'who?', session: 'when??', key: '?' }],
]

describe.each(handles)('$name', (subject) => {
  const key = { providerId: 'username', providerUserId: 'anna', password: null }

  /** Makes the tables, and lets an account live and end in them. */
  async function live(names: { user: string; session: string; key: string }): Promise<void> {
    const schema = schemas[subject.dialect]({ tableNames: names })
    const { handle, counts, close } = await subject.open(schema)
    try {
      const { auth, tableNames } = subject.createAuth(handle, { schema: schema as never })
      expect(tableNames).toEqual(names)
      const users = auth as unknown as { createUser(options: object): Promise<{ userId: string }> }
      const { userId } = await users.createUser({ key })
      await expect(users.createUser({ key })).rejects.toThrow('AUTH_DUPLICATE_KEY_ID')
      const again = users.createUser({ userId, key: null })
      await expect(again).rejects.toMatchObject({ table: names.user, columns: ['id'] })
      const { sessionId } = await auth.createSession({ userId })
      expect(await auth.validateSession(sessionId)).toMatchObject({ user: { userId } })
      expect(await counts(names.user, names.session, names.key)).toEqual([1, 1, 1])
      await auth.deleteExpiredSessions()
      await auth.deleteUser(userId)
      expect(await counts(names.user, names.session, names.key)).toEqual([0, 0, 0])
    } finally {
      await close()
    }
  }

  it.each(working)('works in tables with names %s, or refuses them', async (_, names) => {
    let isRefused = false
    try {
      schemas[subject.dialect]({ tableNames: names })
    } catch (error) {
      expect(error).toBeInstanceOf(SetupError)
      isRefused = true
    }
    if (!isRefused) await live(names)
  })

  it('does not refuse names that it can work with', () => {
    for (const [, names] of working.slice(0, 3)) {
      expect(() => schemas[subject.dialect]({ tableNames: names })).not.toThrow()
    }
  })
})

describe.each(handles.filter(({ dialect }) => dialect !== 'postgres'))('$name', (subject) => {
  it('takes a dot for a part of the name', async () => {
    const names = { user: 'auth.user', session: 'auth.session', key: 'auth.key' }
    const schema = schemas[subject.dialect]({ tableNames: names })
    const { handle, counts, close } = await subject.open(schema)
    try {
      const { auth } = subject.createAuth(handle, { schema: schema as never })
      await auth.createUser({ key: null, attributes: {} as never })
      expect(await counts('auth.user')).toEqual([1])
    } finally {
      await close()
    }
  })
})
