import type { Auth as LuciaAuth } from 'lucia'
import { givenAttributes } from './attributes.ts'
import { newUserId } from './ids.ts'
import { newKey } from './keys.ts'
import type { Parts } from './parts.ts'

type NewUser = Parameters<LuciaAuth['createUser']>[0] & {
  also?(db: unknown, userId: string): unknown
}

/** Lucia's methods for users, repaired. */
export function userMethods({ auth, adapter, tables }: Parts) {
  return {
    // Lucia returns the attributes that it was given, without the table's defaults.
    async createUser(options: NewUser) {
      const { key, also, attributes: wanted = {} } = options
      const userId = options.userId ?? newUserId(tables)
      const attributes = givenAttributes(tables.user, wanted)
      const row = { ...attributes, id: userId }
      const keyRow = key && (await newKey(auth, userId, key))
      const stored = await adapter.setUser(row, keyRow, also && ((db) => also(db, userId)))
      if (stored) return auth.transformDatabaseUser(stored)
      if (tables.user.leavesOut(attributes)) return await auth.getUser(userId)
      return auth.transformDatabaseUser(row)
    },

    async updateUserAttributes(userId: string, attributes: object) {
      const given = givenAttributes(tables.user, attributes)
      if (Object.keys(given).length === 0) return await auth.getUser(userId)
      const stored = await adapter.updateUser(userId, given)
      return stored ? auth.transformDatabaseUser(stored) : await auth.getUser(userId)
    },

    // Lucia deletes sessions, keys and user one after the other: a fault in between leaves parts.
    async deleteUser(userId: string): Promise<void> {
      await adapter.deleteUser(userId)
    },
  }
}
