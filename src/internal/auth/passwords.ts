import { createKeyId, type Key, type KeySchema, LuciaError } from 'lucia'
import type { PasswordChange } from '../adapter/adapter.ts'
import type { GuardedHash } from '../password/guarded-hash.ts'
import { type HashOptions, hashRules } from '../password/options.ts'
import { assertOptions } from '../rules.ts'
import type { NewPassword, PasswordReset } from './auth.ts'
import { keyIdFault } from './ids.ts'
import type { Parts } from './parts.ts'

/** Lucia's `useKey()`, repaired, and what its users write on top of it. */
export function passwordMethods(parts: Parts) {
  const { auth, adapter, passwordHash } = parts
  return {
    async useKey(...[providerId, id, password, options]: UseKey): Promise<Key> {
      const key = await fittingKey(parts, 'useKey', [providerId, id, password], options)
      const hash = key.hashed_password
      if (hash !== null && passwordHash.isOutdated(hash)) await rehash(parts, key, password)
      return auth.transformDatabaseKey(key)
    },

    async changePassword(given: NewPassword, options?: HashOptions): Promise<Key> {
      const { providerId, providerUserId, current, password, keep } = given
      const names: Names = [providerId, providerUserId, current ?? '']
      const key = await fittingKey(parts, 'changePassword', names, options)
      const changed = await change(parts, key, password, { keep }, options)
      // Who has changed it meanwhile has made the current one wrong.
      if (!changed) throw new LuciaError('AUTH_INVALID_PASSWORD')
      return changed
    },

    async resetPassword(given: PasswordReset, options: HashOptions = {}): Promise<Key> {
      assertOptions('resetPassword(): options', options, hashRules)
      const { providerId, providerUserId, password } = given
      const key = await adapter.getKey(createKeyId(providerId, providerUserId))
      const changed = key && (await change(parts, key, password, { force: true }, options))
      if (!changed) throw new LuciaError('AUTH_INVALID_KEY_ID')
      return changed
    },
  }
}

/** The key with its new password; undefined where it is gone, or has another one than `key` says. */
async function change(
  { auth, adapter, passwordHash }: Parts,
  key: KeySchema,
  password: string,
  how: Pick<PasswordChange, 'force' | 'keep'>,
  options: HashOptions | undefined,
): Promise<Key | undefined> {
  const hash = await passwordHash.generate(password, options)
  const isChanged = await adapter.changePassword({ key, hash, endSessions: true, ...how })
  return isChanged ? auth.transformDatabaseKey({ ...key, hashed_password: hash }) : undefined
}

/**
 * The key of a name, which the password fits. Lucia answers at once where there is no password to
 * check, which tells who has an account, prints wrong passwords in its debug mode, and throws on what
 * is no string.
 */
async function fittingKey(
  { adapter, tables, passwordHash }: Parts,
  method: string,
  [providerId, providerUserId, password]: Names,
  options: HashOptions = {},
): Promise<KeySchema> {
  assertOptions(`${method}(): options`, options, hashRules)
  const fault = keyIdFault(tables, providerId, providerUserId)
  const key = fault ? null : await adapter.getKey(createKeyId(providerId, providerUserId))
  const hash = key?.hashed_password ?? null
  const matches = await passwordMatches(passwordHash, password, hash, options)
  if (key === null) throw fault ?? new LuciaError('AUTH_INVALID_KEY_ID')
  if (!matches) throw new LuciaError('AUTH_INVALID_PASSWORD')
  return key
}

/** Stores the hash that the password would have today. A login does not fail for it. */
async function rehash(
  { adapter, passwordHash }: Parts,
  key: KeySchema,
  password: unknown,
): Promise<void> {
  try {
    const hash = await passwordHash.generate(String(password))
    await adapter.changePassword({ key, hash })
  } catch (error) {
    if (await adapter.endsTransaction(error)) throw error
  }
}

type Names = [providerId: string, id: string, password: unknown]
type UseKey = [...Names, options?: HashOptions]

/** Whether a password fits a key, with the work of one hash whenever a password was given. */
async function passwordMatches(
  passwordHash: GuardedHash,
  password: unknown,
  hash: string | null,
  options: HashOptions,
): Promise<boolean> {
  if (typeof password !== 'string' || password === '') return hash === null && password === null
  if (hash !== null) return await passwordHash.validate(password, hash, options)
  await passwordHash.refuse(password, options)
  return false
}
