import { createKeyId, type KeySchema, type Auth as LuciaAuth } from 'lucia'
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
export function keyMethods({ auth }: Parts) {
  const { createKey } = auth
  return {
    // Lucia leaves a key of nobody where the database has no foreign keys.
    async createKey(key: Parameters<typeof createKey>[0]) {
      await auth.getUser(key.userId)
      return await createKey(key)
    },
  }
}
