import { createKeyId, type KeySchema, type Auth as LuciaAuth, LuciaError } from 'lucia'
import type { Parts } from './parts.ts'

type NewKey = NonNullable<Parameters<LuciaAuth['createUser']>[0]['key']>

/** Where there is no such user, Lucia says so by this error. */
export function noUser(): never {
  throw new LuciaError('AUTH_INVALID_USER_ID')
}

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
export function keyMethods({ auth, adapter }: Parts) {
  return {
    // Lucia leaves a key of nobody where the database has no foreign keys.
    async createKey(key: NewKey & { userId: string }) {
      const row = await newKey(auth, key.userId, key)
      if (!(await adapter.addKey(row))) noUser()
      return auth.transformDatabaseKey(row)
    },

    // Lucia updates the key and then asks whether there is one.
    async updateKeyPassword(providerId: string, providerUserId: string, password: string | null) {
      const { id, hashed_password } = await newKey(auth, '', {
        providerId,
        providerUserId,
        password,
      })
      const key = await adapter.changeKey(id, { hashed_password })
      if (!key) throw new LuciaError('AUTH_INVALID_KEY_ID')
      return auth.transformDatabaseKey(key)
    },
  }
}
