interface Connection {
  query(statement: string): Promise<unknown>
  release(): void
  destroy(): void
}

/** A pool of MySQL connections, as far as it matters here. */
interface Pool {
  getConnection(): Promise<Connection>
}

/**
 * Runs a transaction on a connection of a pool. Drizzle's own keeps the connection for ever when the
 * server does not begin, and gives it back with half of the work when the server does not take it
 * back; here such a connection is closed, which undoes everything.
 */
export async function transaction(
  pool: object,
  body: (connection: object) => Promise<void>,
): Promise<void> {
  const connection = await (pool as Pool).getConnection()
  try {
    await connection.query('begin')
    await body(connection)
    await connection.query('commit')
  } catch (error) {
    await connection.query('rollback').catch(() => connection.destroy())
    throw error
  } finally {
    connection.release()
  }
}
