import { LuciaError } from 'lucia'
import { describe, expect, it } from 'vitest'
import { handles } from '../drivers/drivers.ts'
import { printed } from './errors.ts'
import { referringSchemas } from './tables.ts'

interface Users {
  createUser(options: object): Promise<unknown>
  updateUserAttributes(userId: string, attributes: object): Promise<unknown>
  createSession(options: object): Promise<unknown>
  createKey(key: object): Promise<unknown>
  deleteUser(userId: string): Promise<void>
}

const key = { providerId: 'username', providerUserId: 'anna', password: null }
const tables = ['auth_user', 'user_key', 'user_session']
/** How the drivers call a violated reference, in their own words. */
const violation = /foreign key constraint/i

/** PlanetScale's tables have no foreign keys. */
const withReferences = handles.filter(({ name }) => name !== 'PlanetScale')

describe.each(withReferences)("a foreign key of the app's own on $name", (subject) => {
  async function withAnna(
    body: (auth: Users, counts: () => Promise<number[]>) => Promise<void>,
  ): Promise<void> {
    const { schema, others } = referringSchemas[subject.dialect]
    const opened = await subject.open({ ...schema, ...others })
    try {
      const { auth } = subject.createAuth(opened.handle, { schema })
      const users = auth as unknown as Users
      await opened.run(`insert into tenant (id) values ('acme')`)
      await opened.run(`insert into device (id) values ('phone')`)
      await users.createUser({ userId: 'anna', key, attributes: { tenantId: 'acme' } })
      await users.createSession({ userId: 'anna', attributes: { deviceId: 'phone' } })
      await opened.run(`insert into post (id, author) values ('first', 'anna')`)
      await body(users, () => opened.counts(...tables))
    } finally {
      await opened.close()
    }
  }

  async function expectViolation(write: Promise<unknown>): Promise<void> {
    const error = await write.then(
      () => undefined,
      (reason) => reason,
    )
    expect(error).not.toBeInstanceOf(LuciaError)
    expect(printed(error)).toMatch(violation)
  }

  it("is the driver's own error when a new user violates it, and leaves no user and no key", () =>
    withAnna(async (users, counts) => {
      const other = { ...key, providerUserId: 'berta' }
      const attributes = { tenantId: 'nobody' }
      await expectViolation(users.createUser({ key: other, attributes }))
      await expectViolation(users.createUser({ key: null, attributes }))
      await expectViolation(users.updateUserAttributes('anna', attributes))
      expect(await counts()).toEqual([1, 1, 1])
    }))

  it("is the driver's own error when a session of a known user violates it", () =>
    withAnna(async (users, counts) => {
      const attributes = { deviceId: 'nothing' }
      await expectViolation(users.createSession({ userId: 'anna', attributes }))
      expect(await counts()).toEqual([1, 1, 1])
    }))

  it('is told apart from a user who is missing', () =>
    withAnna(async (users, counts) => {
      const missing = 'AUTH_INVALID_USER_ID'
      for (const deviceId of ['phone', 'nothing']) {
        const session = users.createSession({ userId: 'nobody', attributes: { deviceId } })
        await expect(session).rejects.toThrow(missing)
      }
      const orphan = users.createKey({ ...key, userId: 'nobody', providerUserId: 'x' })
      await expect(orphan).rejects.toThrow(missing)
      expect(await counts()).toEqual([1, 1, 1])
    }))

  it("is the driver's own error when a deleted user would violate it, and leaves all of the user", () =>
    withAnna(async (users, counts) => {
      await expectViolation(users.deleteUser('anna'))
      expect(await counts()).toEqual([1, 1, 1])
    }))
})
