import { isDeadlock } from './violation.ts'

interface Connection {
  query(...args: unknown[]): Promise<unknown>
  execute(...args: unknown[]): Promise<unknown>
}

/** A client that is safe to share, and the pool that its transactions take a connection from. */
export interface GuardedClient {
  client: object
  pool: object
  /**
   * Of a single connection, on which the app may have a transaction of its own: the errors with which
   * the server may have undone that one.
   */
  ends?: WeakSet<object>
}

const shared = new WeakMap<object, GuardedClient>()

/**
 * A pool as it is, and a single connection as a pool of one. Statements that several callers send at
 * once over one connection would fall into each other's transactions; here a transaction of this
 * library has the connection to itself, and all other statements wait for it.
 */
export function withMutex(handle: object): GuardedClient {
  if ('getConnection' in handle) return { client: handle, pool: handle }
  const known = shared.get(handle) ?? takeTurns(handle)
  shared.set(handle, known).set(known.client, known)
  return known
}

function takeTurns(connection: object): GuardedClient {
  const { query, execute } = connection as Connection
  const ends = new WeakSet<object>()
  let free: Promise<unknown> = Promise.resolve()

  function alone<Result>(use: () => Promise<Result>): Promise<Result> {
    const result = free.then(use)
    free = result.catch(() => undefined)
    return result
  }

  /** A statement by itself, of which nothing tells whether it is part of a transaction. */
  async function single(use: () => Promise<unknown>): Promise<unknown> {
    try {
      return await alone(use)
    } catch (error) {
      if (isDeadlock(error)) ends.add(error)
      throw error
    }
  }

  function getConnection(): Promise<object> {
    return new Promise((resolve) => {
      alone(() => new Promise<void>((release) => resolve(derive(connection, { release }))))
    })
  }

  const client = derive(connection, {
    query: (...args: unknown[]) => single(() => query.apply(connection, args)),
    execute: (...args: unknown[]) => single(() => execute.apply(connection, args)),
  })
  return { client, pool: { getConnection }, ends }
}

/** The connection with some methods of its own; the connection itself stays as it is. */
function derive(connection: object, methods: Record<string, unknown>): object {
  return Object.assign(Object.create(connection), methods)
}
