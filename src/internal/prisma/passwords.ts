import type { AuthAdapter } from '../adapter/adapter.ts'
import { atOnce, isInTransaction, type PrismaClient } from './client.ts'
import { keysField, userField } from './model.ts'
import { type Operations, unlessGone } from './operations.ts'
import { toSavepoint } from './savepoint.ts'

interface Parts {
  user: Operations
  key: Operations
  /** Nothing where the sessions are held elsewhere. */
  session: Operations | undefined
}

/** The write of another password: one transaction, or steps that are taken back. */
export function passwordMethods(client: PrismaClient, { user, key, session }: Parts) {
  return {
    async changePassword({ key: row, hash, force, endSessions, keep }) {
      const { id, user_id, hashed_password } = row
      const write = (to: string | null, from: string | null, force = false) =>
        key.updateWhere(id, force ? {} : { hashed_password: from }, { hashed_password: to })
      const change = () => write(hash, hashed_password, force)
      if (!endSessions || !session) return (await change()).count > 0

      const others = keep === undefined ? {} : { [session.fieldName('id')]: { not: keep } }
      const end = (condition: object) => session.deleteOf(user_id, { ...others, ...condition })
      // An extension may send each operation in a transaction of its own, in place of this one.
      const areSeen = key.areSeen('updateMany') || session.areSeen('deleteMany')
      const condition = isInTransaction(client) ? undefined : ofKeysWith(hash, id, session)
      const transaction = () => client.$transaction([change(), end(condition ?? {})])
      const results = areSeen || !condition ? undefined : await atOnce(client, transaction)
      if (results) return (results[0] as { count: number }).count > 0

      return await toSavepoint(client, async () => {
        if ((await change()).count === 0) return false
        try {
          await end({})
        } catch (error) {
          if (!isInTransaction(client)) await unlessGone(write(hashed_password, hash))
          throw error
        }
        return true
      })
    },
  } satisfies Partial<AuthAdapter>

  /** A condition on sessions, where models have relations: their user has a key with that hash. */
  function ofKeysWith(hash: string, keyId: string, session: Operations): object | undefined {
    const relation = userField(client, session.model, user.model)
    const keys = keysField(client, key.model, user.model)
    if (!relation || !keys) return undefined
    const some = { [key.fieldName('id')]: keyId, [key.fieldName('hashedPassword')]: hash }
    return { [relation.name]: { [keys.name]: { some } } }
  }
}
