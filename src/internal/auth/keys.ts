import { createKeyId, type KeySchema, type Auth as LuciaAuth, LuciaError } from 'lucia'
import type { GuardedHash } from '../password/guarded-hash.ts'
import { type HashOptions, hashRules } from '../password/options.ts'
import { assertOptions } from '../rules.ts'
import { keyIdFault } from './ids.ts'
import type { Parts } from './parts.ts'

type NewKey = NonNullable<Parameters<LuciaAuth['createUser']>[0]['key']>

/** The row of a new user's key, with its password hashed. */
export async function newKey(auth: LuciaAuth, userId: string, key: NewKey): Promise<KeySchema> {
  const { providerId, providerUserId, password } = key
  return {
    id: createKeyId(providerId, providerUserId),
    user_id: userId,
    hashed_password: password === null ? null : await auth['passwordHash'].generate(password),
  }
}

/** Lucia's methods for keys, repaired. */
export function keyMethods({ auth, adapter, tables, passwordHash }: Parts) {
  const { createKey } = auth
  return {
    // Lucia leaves a key of nobody where the database has no foreign keys.
    async createKey(key: Parameters<typeof createKey>[0]) {
      await auth.getUser(key.userId)
      return await createKey(key)
    },

    // Lucia answers at once where there is no password to check, which tells who has an account,
    // prints wrong passwords in its debug mode, and throws on what is no string.
    async useKey(
      providerId: string,
      providerUserId: string,
      password: unknown,
      options: HashOptions = {},
    ) {
      assertOptions('useKey(): options', options, hashRules)
      const fault = keyIdFault(tables, providerId, providerUserId)
      const key = fault ? null : await adapter.getKey(createKeyId(providerId, providerUserId))
      const hash = key?.hashed_password ?? null
      const matches = await passwordMatches(passwordHash, password, hash, options)
      if (key === null) throw fault ?? new LuciaError('AUTH_INVALID_KEY_ID')
      if (!matches) throw new LuciaError('AUTH_INVALID_PASSWORD')
      return auth.transformDatabaseKey(key)
    },
  }
}

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
