import type { Also } from '../adapter/adapter.ts'
import { assertPending } from '../adapter/also.ts'
import { isRefusedTransaction, type PrismaClient, pretendsTransactions } from './client.ts'

/** An operation that has not begun: Prisma begins it when it is awaited, or in a transaction. */
interface Operation extends PromiseLike<unknown> {
  [Symbol.toStringTag]: 'PrismaPromise'
  requestTransaction?(transaction: BatchTransaction): PromiseLike<unknown>
}

/** What Prisma gives to each operation of a transaction; all of them wait for its lock. */
interface BatchTransaction {
  lock: PromiseLike<unknown>
}

const needsTransaction = 'also() needs a transaction of Prisma'

/** What the app's `also()` has returned. Throws a `TypeError` for anything else. */
export function operationsOf(client: PrismaClient, also: Also): Operation[] {
  if (pretendsTransactions(client)) throw withoutTransactions()
  const given: unknown = also(client)
  assertPending(given, isOperation, 'operations of Prisma')
  return given
}

function isOperation(value: unknown): value is Operation {
  return Object(value)[Symbol.toStringTag] === 'PrismaPromise'
}

/** Runs operations in one transaction; rejects before any of them where that cannot be. */
export async function inOne(
  client: PrismaClient,
  operations: PromiseLike<unknown>[],
): Promise<unknown[]> {
  try {
    return await client.$transaction(operations.map((operation) => staying(operation as Operation)))
  } catch (error) {
    throw isRefusedTransaction(error) ? withoutTransactions() : error
  }
}

function withoutTransactions(): TypeError {
  return new TypeError(
    `${needsTransaction}, and the driver adapter of this client has none. Write those rows after createUser()`,
  )
}

/**
 * An operation that does not begin where an extension sends it in a transaction of its own. Prisma
 * tells so by letting go of the lock, and waits for it where the operation stays.
 */
function staying(operation: Operation): Operation {
  return {
    // biome-ignore lint/suspicious/noThenProperty: Prisma's operations are thenables.
    then: (resolve, reject) => operation.then(resolve, reject),
    requestTransaction(transaction) {
      const lock: PromiseLike<unknown> = {
        // biome-ignore lint/suspicious/noThenProperty: So is the lock.
        then(resolve, reject) {
          if (resolve) return transaction.lock.then(resolve, reject)
          throw new TypeError(
            `${needsTransaction}, and an extension of this client sends operations in others. Write those rows after createUser()`,
          )
        },
      }
      return operation.requestTransaction?.({ ...transaction, lock }) ?? operation
    },
    [Symbol.toStringTag]: 'PrismaPromise',
  }
}
