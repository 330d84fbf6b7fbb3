import { driverError } from '../adapter/violation.ts'
import type { GuardedClient } from './connection-mutex.ts'
import { isDeadlock } from './violation.ts'

interface Connection {
  query(statement: string): Promise<[result: { serverStatus: number }, ...rest: unknown[]]>
  release(): void
  destroy(): void
}

/** A pool of MySQL connections, as far as it matters here. */
interface Pool {
  getConnection(): Promise<Connection>
}

/**
 * Runs a transaction on a connection of a pool; on a single connection on which the app has begun one,
 * it is a part of that. Drizzle's own keeps the connection for ever when the server does not begin,
 * and gives it back with half of the work when the server does not take it back; here such a
 * connection is closed, which undoes everything.
 */
export async function transaction(
  { pool, ends }: GuardedClient,
  body: (connection: object) => Promise<void>,
): Promise<void> {
  const connection = await (pool as Pool).getConnection()
  try {
    if (ends && (await setSavepoint(connection))) await inTransaction(connection, ends, body)
    else await alone(connection, body)
  } finally {
    connection.release()
  }
}

async function alone(
  connection: Connection,
  body: (connection: object) => Promise<void>,
): Promise<void> {
  try {
    await connection.query('begin')
    await body(connection)
    await connection.query('commit')
  } catch (error) {
    await connection.query('rollback').catch(() => connection.destroy())
    throw error
  }
}

async function inTransaction(
  connection: Connection,
  ends: WeakSet<object>,
  body: (connection: object) => Promise<void>,
): Promise<void> {
  try {
    await body(connection)
    await connection.query(`release savepoint ${savepoint}`)
  } catch (error) {
    const cause = driverError(error)
    if (isDeadlock(cause)) ends.add(cause)
    else {
      await connection.query(`rollback to savepoint ${savepoint}`).catch(() => connection.destroy())
    }
    throw error
  }
}

const savepoint = 'lucia_setup'
const inTransactionFlag = 1
const autocommitFlag = 2

/**
 * Sets a savepoint, which a server takes outside of a transaction as well and forgets; whether there is
 * one. The flags come with every answer:
 * https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html
 */
async function setSavepoint(connection: Connection): Promise<boolean> {
  const [{ serverStatus }] = await connection.query(`savepoint ${savepoint}`)
  return (serverStatus & inTransactionFlag) !== 0 || (serverStatus & autocommitFlag) === 0
}
