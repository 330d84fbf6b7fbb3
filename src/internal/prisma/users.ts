import { type KeySchema, LuciaError, type UserSchema } from 'lucia'
import type { AuthAdapter } from '../adapter/adapter.ts'
import { atOnce, isInTransaction, type PrismaClient, type PrismaRecord } from './client.ts'
import { keysField } from './model.ts'
import { codeOf, type Operations, unlessGone } from './operations.ts'

interface Parts {
  user: Operations
  key: Operations
  /** Nothing where the sessions are held elsewhere. */
  session: Operations | undefined
  /** What else belongs to a user. */
  others: UserPart[]
}

/** What belongs to a user and goes with it. */
export type UserPart = Pick<Operations, 'areSeen' | 'deleteOf' | 'findRecords' | 'createAgain'>

/**
 * The writes that touch several tables: all or nothing, by one operation or a transaction of
 * Prisma's. Where it has none, steps that are taken back when a later one fails.
 */
export function userMethods(client: PrismaClient, { user, key, session, others }: Parts) {
  const keys = keysField(client, key.model, user.model)
  const parts = [...(session ? [session] : []), key, ...others]
  return {
    async setUser(userRow, keyRow) {
      if (!keyRow) return user.toRow<UserSchema>(await user.create(userRow))
      const created = await atOnce(client, () => createAtOnce(userRow, keyRow)).catch(
        async (error) => {
          throw (await isOfKey(error, userRow.id, keyRow.id))
            ? new LuciaError('AUTH_DUPLICATE_KEY_ID')
            : error
        },
      )
      return user.toRow<UserSchema>(created ?? (await createInSteps(userRow, keyRow)))
    },
    async updateUser(userId, attributes) {
      return await user.update<UserSchema>(userId, attributes)
    },
    async deleteUser(userId) {
      if (isInTransaction(client)) return await deleteInOrder(userId)
      // An extension may send each operation in a transaction of its own, in place of this one.
      const areSeen = user.areSeen('delete') || parts.some((part) => part.areSeen('deleteMany'))
      const removals = () => [...parts.map((part) => part.deleteOf(userId)), user.delete(userId)]
      const transaction = () => unlessGone(client.$transaction(removals())).then(() => true)
      if (areSeen || !(await atOnce(client, transaction))) await deleteInSteps(userId)
    },
  } satisfies Partial<AuthAdapter>

  /** One operation. Without a relation, two in a transaction, which no extension may send its own way. */
  async function createAtOnce(userRow: UserSchema, keyRow: KeySchema) {
    if (keys) return await user.create(userRow, { [keys.name]: { create: key.nestedData(keyRow) } })
    const areApart = isInTransaction(client) || user.areSeen('create') || key.areSeen('create')
    if (areApart) return undefined
    const [created] = await client.$transaction([user.create(userRow), key.create(keyRow)])
    return created as PrismaRecord
  }

  /** Whether it is the key that is taken: not every database says whose id it is. */
  async function isOfKey(error: unknown, userId: string, keyId: string): Promise<boolean> {
    if (codeOf(error) !== 'P2002') return false
    return (await user.findOne(userId)) === null && (await key.findOne(keyId)) !== null
  }

  async function createInSteps(userRow: UserSchema, keyRow: KeySchema) {
    const created = await user.create(userRow)
    try {
      await key.create(keyRow)
    } catch (error) {
      // Without its key nobody could sign in as this user, whose name would be taken all the same.
      await unlessGone(user.delete(userRow.id)).catch(() => {})
      throw error
    }
    return created
  }

  /** In a transaction of the app's, which a statement that is refused may end. */
  async function deleteInOrder(userId: string): Promise<void> {
    for (const part of parts) await part.deleteOf(userId)
    await unlessGone(user.delete(userId))
  }

  /** The user first, whom a row of the app may keep; most references take the rest along. */
  async function deleteInSteps(userId: string): Promise<void> {
    try {
      await unlessGone(user.delete(userId))
    } catch (error) {
      if (isRestricted(error)) return await deleteWithParts(userId)
      throw error
    }
    for (const part of parts) await part.deleteOf(userId)
  }

  /** Deletes first what keeps a user in place; brings it back when something else does as well. */
  async function deleteWithParts(userId: string): Promise<void> {
    const restore: (() => PromiseLike<unknown>)[] = []
    try {
      for (const part of parts) {
        const records = await part.findRecords(userId)
        await part.deleteOf(userId)
        restore.unshift(() => part.createAgain(records))
      }
      await unlessGone(user.delete(userId))
    } catch (error) {
      for (const bringBack of restore) await bringBack()
      throw error
    }
  }
}

/** Whether rows that refer to another have kept it in place; P2014 where Prisma minds them itself. */
function isRestricted(error: unknown): boolean {
  return ['P2003', 'P2014'].includes(String(codeOf(error)))
}
