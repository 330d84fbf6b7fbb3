interface Connection {
  query(...args: unknown[]): Promise<unknown>
  execute(...args: unknown[]): Promise<unknown>
}

/** A client that is safe to share, and the pool that its transactions take a connection from. */
export interface GuardedClient {
  client: object
  pool: object
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
  shared.set(handle, known)
  return known
}

function takeTurns(connection: object): GuardedClient {
  const { query, execute } = connection as Connection
  let free: Promise<unknown> = Promise.resolve()

  function alone<Result>(use: () => Promise<Result>): Promise<Result> {
    const result = free.then(use)
    free = result.catch(() => undefined)
    return result
  }

  function getConnection(): Promise<object> {
    return new Promise((resolve) => {
      alone(() => new Promise<void>((release) => resolve(derive(connection, { release }))))
    })
  }

  const client = derive(connection, {
    query: (...args: unknown[]) => alone(() => query.apply(connection, args)),
    execute: (...args: unknown[]) => alone(() => execute.apply(connection, args)),
  })
  return { client, pool: { getConnection } }
}

/** The connection with some methods of its own; the connection itself stays as it is. */
function derive(connection: object, methods: Record<string, unknown>): object {
  return Object.assign(Object.create(connection), methods)
}
