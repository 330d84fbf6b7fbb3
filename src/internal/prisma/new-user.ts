import { type KeySchema, LuciaError, type UserSchema } from 'lucia'
import type { AuthAdapter } from '../adapter/adapter.ts'
import { inOne, operationsOf } from './also.ts'
import { atOnce, isInTransaction, type PrismaClient, type PrismaRecord } from './client.ts'
import { keysField } from './model.ts'
import { codeOf, type Operations, unlessGone } from './operations.ts'
import { toSavepoint } from './savepoint.ts'

interface Parts {
  user: Operations
  key: Operations
}

/** The write of a user with its key, and with what the app writes along. */
export function newUserMethods(client: PrismaClient, parts: Parts) {
  const { user, key } = parts
  const keys = keysField(client, key.model, user.model)
  return {
    async setUser(userRow, keyRow, also) {
      const write = async () => {
        if (also) return await createWith(userRow, keyRow, operationsOf(client, also))
        return keyRow ? await createBoth(userRow, keyRow) : await user.create(userRow)
      }
      const isOne = !keyRow && !also
      const created = await (isOne ? write() : toSavepoint(client, write)).catch(async (error) => {
        throw keyRow && (await isOfKey(parts, error, userRow.id, keyRow.id))
          ? new LuciaError('AUTH_DUPLICATE_KEY_ID')
          : error
      })
      return user.toRow<UserSchema>(created)
    },
  } satisfies Partial<AuthAdapter>

  /** One operation where there is a relation, and else two. */
  function creations(userRow: UserSchema, keyRow: KeySchema | null): PromiseLike<PrismaRecord>[] {
    if (!keyRow) return [user.create(userRow)]
    if (!keys) return [user.create(userRow), key.create(keyRow)]
    return [user.create(userRow, { [keys.name]: { create: key.nestedData(keyRow) } })]
  }

  /** With the app's operations, all of them in one transaction. */
  async function createWith(
    userRow: UserSchema,
    keyRow: KeySchema | null,
    others: PromiseLike<unknown>[],
  ): Promise<PrismaRecord> {
    const operations = [...creations(userRow, keyRow), ...others]
    const results = await (isInTransaction(client) ? series(operations) : inOne(client, operations))
    return results[0] as PrismaRecord
  }

  async function createBoth(userRow: UserSchema, keyRow: KeySchema): Promise<PrismaRecord> {
    const created = await atOnce(client, () => createAtOnce(userRow, keyRow))
    return created ?? (await createInSteps(parts, userRow, keyRow))
  }

  /** One operation, or two in a transaction, which no extension may send its own way. */
  async function createAtOnce(userRow: UserSchema, keyRow: KeySchema) {
    const operations = creations(userRow, keyRow)
    if (keys) return await operations[0]
    const areApart = isInTransaction(client) || user.areSeen('create') || key.areSeen('create')
    return areApart ? undefined : ((await client.$transaction(operations))[0] as PrismaRecord)
  }
}

async function series(operations: PromiseLike<unknown>[]): Promise<unknown[]> {
  const results: unknown[] = []
  for (const operation of operations) results.push(await operation)
  return results
}

async function createInSteps({ user, key }: Parts, userRow: UserSchema, keyRow: KeySchema) {
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

/** Whether it is the key that is taken: not every database says whose id it is. */
async function isOfKey(
  { user, key }: Parts,
  error: unknown,
  userId: string,
  keyId: string,
): Promise<boolean> {
  if (codeOf(error) !== 'P2002') return false
  return (await user.findOne(userId)) === null && (await key.findOne(keyId)) !== null
}
