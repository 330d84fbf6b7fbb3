import { describe, expect, it } from 'vitest'
import { UniqueConstraintError } from '../../src/errors.ts'
import { handles } from '../drivers/drivers.ts'
import { uniqueSchemas } from './tables.ts'

interface Attributes {
  tenantId?: string
  userName?: string
  email?: string
  phone?: string
}

interface Users {
  createUser(options: { userId?: string; key: null; attributes: Attributes }): Promise<unknown>
  updateUserAttributes(userId: string, attributes: Attributes): Promise<unknown>
}

const anna = { tenantId: 'acme', userName: 'anna', email: 'anna@acme.test', phone: '+41 1' }

describe.each(handles)('a unique constraint of the app on $name', (subject) => {
  async function withUsers(body: (auth: Users) => Promise<void>): Promise<void> {
    const schema = uniqueSchemas[subject.dialect]
    const { handle, counts, close } = await subject.open(schema)
    try {
      const { auth } = subject.createAuth(handle, { schema })
      const users = auth as unknown as Users
      await users.createUser({ userId: 'anna', key: null, attributes: anna })
      await users.createUser({ userId: 'berta', key: null, attributes: { tenantId: 'acme' } })
      await body(users)
      expect(await counts('auth_user')).toEqual([2])
    } finally {
      await close()
    }
  }

  it.each([
    ['on several columns', { tenantId: 'acme', userName: 'anna' }, ['tenantId', 'userName']],
    ['with a name of its own', { email: anna.email }, ['email']],
    ['in an index with a name of its own', { phone: anna.phone }, ['phone']],
  ])('%s is named by its columns, in a new user and in an update', (_, taken, columns) =>
    withUsers(async (users) => {
      for (const write of [
        () => users.createUser({ key: null, attributes: taken }),
        () => users.updateUserAttributes('berta', taken),
      ]) {
        const error = await write().catch((reason) => reason)
        expect(error).toBeInstanceOf(UniqueConstraintError)
        expect(error).toMatchObject({ table: 'auth_user', columns })
      }
    }),
  )

  it('does not stand in the way of equal values in other tenants', () =>
    withUsers(async (users) => {
      const attributes = { tenantId: 'acme', userName: 'berta' }
      await expect(users.updateUserAttributes('berta', attributes)).resolves.toBeDefined()
    }))
})
