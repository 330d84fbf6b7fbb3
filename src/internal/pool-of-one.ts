interface Connection {
  query(...args: unknown[]): Promise<unknown>
  execute(...args: unknown[]): Promise<unknown>
}

interface PooledConnection extends Connection {
  release(): void
}

/** A pool of connections, as far as Drizzle uses one. */
interface Pool extends Connection {
  getConnection(): Promise<PooledConnection>
}

/**
 * A single connection as a pool of one. Statements that several callers send at once over one
 * connection would fall into each other's transactions; here each transaction has it to itself.
 */
export function poolOfOne(connection: object): Pool {
  const pool = pools.get(connection) ?? createPool(connection)
  pools.set(connection, pool)
  return pool
}

const pools = new WeakMap<object, Pool>()

function createPool(connection: object): Pool {
  const { query, execute } = connection as Connection
  let free: Promise<unknown> = Promise.resolve()

  function alone<Result>(use: () => Promise<Result>): Promise<Result> {
    const result = free.then(use)
    free = result.catch(() => undefined)
    return result
  }

  return {
    query: (...args) => alone(() => query.apply(connection, args)),
    execute: (...args) => alone(() => execute.apply(connection, args)),
    getConnection: () =>
      new Promise((resolve) => {
        alone(
          () =>
            new Promise<void>((release) =>
              resolve(Object.create(connection, { release: { value: release } })),
            ),
        )
      }),
  }
}
