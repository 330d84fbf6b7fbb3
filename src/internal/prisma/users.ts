import type { UserSchema } from 'lucia'
import type { AuthAdapter } from '../adapter/adapter.ts'
import { atOnce, isInTransaction, type PrismaClient } from './client.ts'
import { codeOf, type Operations, unlessGone } from './operations.ts'
import { toSavepoint } from './savepoint.ts'

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
  const parts = [...(session ? [session] : []), key, ...others]
  return {
    async updateUser(userId, attributes) {
      return await user.update<UserSchema>(userId, attributes)
    },
    async deleteUser(userId) {
      if (isInTransaction(client)) return await toSavepoint(client, () => deleteInOrder(userId))
      // An extension may send each operation in a transaction of its own, in place of this one.
      const areSeen = user.areSeen('delete') || parts.some((part) => part.areSeen('deleteMany'))
      const removals = () => [...parts.map((part) => part.deleteOf(userId)), user.delete(userId)]
      const transaction = () => unlessGone(client.$transaction(removals())).then(() => true)
      if (areSeen || !(await atOnce(client, transaction))) await deleteInSteps(userId)
    },
  } satisfies Partial<AuthAdapter>

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
