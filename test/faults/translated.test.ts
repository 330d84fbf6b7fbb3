import { LuciaError } from 'lucia'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UniqueConstraintError } from '../../src/errors.ts'
import { postgresDatabase } from '../drivers/database.ts'
import type { LuciaSchema } from '../drivers/driver.ts'
import { pgClient, pgPool } from '../drivers/pg.ts'
import { postgresJs } from '../drivers/postgres-js.ts'
import type { TestServer } from '../servers/guarded-server.ts'
import { startPostgres } from '../servers/postgres.ts'
import { printed } from './errors.ts'
import { referringSchemas, uniqueSchemas } from './tables.ts'

const key = { providerId: 'username', providerUserId: 'anna', password: null }
let server: TestServer

beforeAll(async () => {
  server = await startPostgres({ language: 'de' })
})
afterAll(() => server.stop())

interface Users {
  createUser(options: object): Promise<unknown>
  createSession(options: object): Promise<unknown>
  createKey(options: object): Promise<unknown>
  updateUserAttributes(userId: string, attributes: object): Promise<unknown>
}

describe.each([pgPool, pgClient, postgresJs])('$name on a server that speaks German', (driver) => {
  async function withAuth(
    schema: LuciaSchema,
    body: (auth: Users, run: (statement: string) => Promise<unknown>) => Promise<void>,
    others = {},
  ): Promise<void> {
    const { url, run, drop } = await postgresDatabase({ ...schema, ...others }, server.url)
    const { handle, end } = await driver.connect(url, 2)
    try {
      const { auth } = driver.createAuth(handle, { schema })
      await body(auth as unknown as Users, run)
    } finally {
      await end()
      await drop()
    }
  }

  it('tells what is missing or violated in German', () =>
    withAuth(driver.schema, async (_, run) => {
      await expect(run('select * from nichts')).rejects.toThrow(/existiert nicht/)
    }))

  it('knows a taken key, a taken attribute, a taken id and a missing user', () =>
    withAuth(driver.schema, async (auth) => {
      const attributes = { username: 'anna' }
      await auth.createUser({ userId: 'anna', key, attributes })
      const duplicate = auth.createUser({ key, attributes: { username: 'berta' } })
      await expect(duplicate).rejects.toBeInstanceOf(LuciaError)
      // Not `toEqual()`: V8 of Node 20 has `message` among the properties of the first ten such errors only.
      await expect(duplicate).rejects.toMatchObject({
        message: 'AUTH_DUPLICATE_KEY_ID',
        detail: '',
      })
      await expect(auth.createKey({ ...key, userId: 'anna' })).rejects.toThrow(
        'AUTH_DUPLICATE_KEY_ID',
      )
      const taken = auth.createUser({ key: null, attributes })
      await expect(taken).rejects.toMatchObject({ table: 'user', columns: ['username'] })
      const again = auth.createUser({ userId: 'anna', key: null, attributes: { username: 'x' } })
      await expect(again).rejects.toMatchObject({ table: 'user', columns: ['id'] })
      const session = auth.createSession({ userId: 'nobody', attributes: {} })
      await expect(session).rejects.toThrow('AUTH_INVALID_USER_ID')
    }))

  it('names the columns of constraints with names of their own', () =>
    withAuth(uniqueSchemas.postgres, async (auth) => {
      const attributes = { tenantId: 'acme', userName: 'a, b)=(c', email: 'e', phone: 'p' }
      await auth.createUser({ key: null, attributes })
      for (const [columns, taken] of [
        [['tenantId', 'userName'], { tenantId: 'acme', userName: attributes.userName }],
        [['email'], { email: 'e' }],
        [['phone'], { phone: 'p' }],
      ] as const) {
        const user = auth.createUser({ key: null, attributes: taken })
        const error = await user.catch((reason) => reason)
        expect(error).toBeInstanceOf(UniqueConstraintError)
        expect(error).toMatchObject({ table: 'auth_user', columns })
      }
    }))

  it("passes a violated reference of the app's own on", () => {
    const { schema, others } = referringSchemas.postgres
    return withAuth(
      schema,
      async (auth) => {
        const user = auth.createUser({ key: null, attributes: { tenantId: 'nobody' } })
        const error = await user.catch((reason) => reason)
        expect(error).not.toBeInstanceOf(LuciaError)
        expect(printed(error)).toContain('verletzt Fremdschlüssel-Constraint')
      },
      others,
    )
  })
})
