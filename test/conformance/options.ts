import { expect } from 'vitest'
import { type Engine, holds, using } from './engine.ts'
import { nameOf, notIds } from './wrong-values.ts'

const key = { providerId: 'username', providerUserId: 'ann' }
const attributes = { username: 'ann' }

export function optionCases(engine: Engine): void {
  const { createAuth, schemas } = engine

  holds(engine, 'stores no password that is empty or no string, and takes null for none', () =>
    using(engine, ['lucia'], async ({ handle, rows }) => {
      const { auth } = createAuth(handle, { schema: schemas.lucia })
      const { userId } = await auth.createUser({ key: { ...key, password: null }, attributes })
      const before = await rows('user_key')
      for (const value of notIds) {
        if (value === null) continue
        const password = value as never
        const other = { ...key, providerUserId: 'bert', password }
        for (const call of [
          () => auth.createUser({ key: other, attributes: { username: 'bert' } }),
          () => auth.createKey({ ...other, userId }),
          () => auth.updateKeyPassword('username', 'ann', password),
        ]) {
          const error = await call().catch((reason) => reason)
          expect(error, nameOf(value)).toBeInstanceOf(TypeError)
          expect(error.message).toMatch(/^password must be a non-empty string, or null .*Received /)
        }
      }
      expect(await rows('user_key')).toEqual(before)
      expect(await rows('user')).toHaveLength(1)
      await auth.createKey({ ...key, providerUserId: 'ann2', userId, password: null })
      await auth.updateKeyPassword('username', 'ann', null)
      expect(await auth.useKey('username', 'ann', null)).toMatchObject({ passwordDefined: false })
    }),
  )

  holds(engine, 'says what is missing where options or attributes are no objects', () =>
    using(engine, ['lucia'], async ({ handle, rows }) => {
      const { auth } = createAuth(handle, { schema: schemas.lucia })
      const { userId } = await auth.createUser({ key: null, attributes })
      for (const value of notIds.filter((id) => typeof id !== 'object' || id === null)) {
        const wrong = value as never
        const calls: [rule: RegExp, call: () => Promise<unknown>][] = [
          [/^options must be an object/, () => auth.createUser(wrong)],
          [/^options must be an object/, () => auth.createSession(wrong)],
          [/^options must be an object/, () => auth.createKey(wrong)],
          [/^attributes must be an object/, () => auth.updateUserAttributes(userId, wrong)],
        ]
        if (value !== null) {
          calls.push([
            /^key must be an object, or null/,
            () => auth.createUser({ key: wrong, attributes }),
          ])
        }
        if (value !== undefined) {
          calls.push([
            /^attributes must be an object/,
            () => auth.createUser({ key: null, attributes: wrong }),
          ])
        }
        for (const [rule, call] of calls) {
          const error: Error = (await call().catch((reason) => reason)) as never
          expect(error, `${call} with ${nameOf(value)}`).toBeInstanceOf(TypeError)
          expect(error.message).toMatch(rule)
        }
      }
      await expect(auth.createSession({} as never)).rejects.toMatchObject({
        message: 'AUTH_INVALID_USER_ID',
      })
      await expect(auth.createUser({ attributes } as never)).rejects.toThrow(/^key must be/)
      expect(await rows('user')).toHaveLength(1)
      expect(await rows('user_session')).toEqual([])
    }),
  )
}
