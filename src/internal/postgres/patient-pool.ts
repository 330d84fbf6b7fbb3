interface Client {
  query(...args: unknown[]): Promise<unknown>
  on(event: 'error', listener: () => void): unknown
  off(event: 'error', listener: () => void): unknown
  release(destroy: boolean): void
}

/** A pool of PostgreSQL connections, as far as it matters here. */
interface Pool {
  connect(): Promise<Client>
}

/**
 * A pool that keeps a connection on which a statement was refused. pg's own `query()` closes it on
 * every error, so that 199 refused sign-ups would cost 199 connections.
 */
export function patientPool(pool: object): { query: Client['query'] } {
  return {
    async query(...args) {
      const client = await (pool as Pool).connect()
      const ignore = () => {} // The query rejects with the same error.
      client.on('error', ignore)
      let isBroken = false
      try {
        return await client.query(...args)
      } catch (error) {
        isBroken = !isRefusal(error)
        throw error
      } finally {
        client.off('error', ignore)
        client.release(isBroken)
      }
    },
  }
}

/**
 * Whether the server has refused a statement, and goes on serving the connection: SQLSTATE classes 08
 * and 57 are about the connection and the server.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function isRefusal(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown }
  return typeof code === 'string' && /^(?!08|57)[0-9A-Z]{5}$/.test(code)
}
