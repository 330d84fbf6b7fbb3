import type { AppClient } from './client.ts'
import type { CreateAuth } from './engine.ts'

type Methods = Record<string, (...args: unknown[]) => Promise<unknown>>

/** The methods whose statements the suite lets the database refuse. */
const refused = {
  users: ['createUser', 'updateUserAttributes', 'deleteUser'],
  keys: ['createKey', 'changePassword', 'resetPassword'],
  sessions: ['createSession', 'validateSession', 'deleteExpiredSessions'],
}

const known = new WeakSet<object>()

/**
 * `createAuth()` on a transaction in PostgreSQL, where a statement that fails ends it, but for a
 * savepoint. So an app makes one for a call that may be refused, and lets such calls wait for one
 * another: here that is each of them.
 */
export function savepointForEach(createAuth: CreateAuth): CreateAuth {
  return ((tx: AppClient, options: never) => {
    const setup = createAuth(tx as never, options)
    if (known.has(setup)) return setup
    known.add(setup)
    const inner = (nested: AppClient) =>
      createAuth(nested as never, options).auth as unknown as Methods
    const { users, keys, sessions } = refused
    Object.assign(setup.auth, inSavepoints([...users, ...keys, ...sessions], tx, inner))
    return setup
  }) as unknown as CreateAuth
}

/** Methods that each run in a transaction of a transaction, one after the other. */
function inSavepoints(
  names: string[],
  tx: AppClient,
  methodsOn: (nested: AppClient) => Methods,
): Methods {
  let turn: Promise<unknown> = Promise.resolve()
  const inSavepoint = async (name: string, args: unknown[]) => {
    let result: unknown
    const call = turn.then(() =>
      tx.transaction(async (nested) => {
        result = await methodsOn(nested)[name]?.(...args)
      }),
    )
    turn = call.catch(() => {})
    await call
    return result
  }
  return Object.fromEntries(names.map((name) => [name, (...args) => inSavepoint(name, args)]))
}
