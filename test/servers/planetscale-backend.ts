import { createPool } from 'mysql2'
import type { Pool, PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise'
import {
  isLost,
  type ServerError,
  transactionNotFound,
  type VitessError,
  vitessError,
} from './vitess-error.ts'
import { readResult, type VitessResult, vitessField, writeResult } from './vitess-result.ts'

/** What a statement gave, in the form of the service, and the transaction open after it. */
export interface Outcome {
  result?: VitessResult
  error?: VitessError
  transaction?: string | undefined
}

type Rows = (RowDataPacket & (Buffer | null)[])[]

/**
 * The MySQL behind the PlanetScale gateway. A transaction keeps its connection; a statement outside
 * of one takes any connection, so session variables and named locks do not last.
 */
export class PlanetscaleBackend {
  readonly database: string
  readonly #pool: Pool
  readonly #transactions = new Map<string, PoolConnection>()
  #lastTransaction = 0

  constructor(mysqlUrl: string) {
    this.database = new URL(mysqlUrl).pathname.slice(1)
    this.#pool = openPool(mysqlUrl)
  }

  /** Runs one statement, in the transaction if one is given. */
  async execute(sql: string, transaction: string | undefined): Promise<Outcome> {
    if (transaction === undefined) {
      if (startsTransaction.test(sql)) return this.#begin(sql)
      return endsTransaction.test(sql) ? { result: {} } : this.#query(this.#pool, sql)
    }
    const connection = this.#transactions.get(transaction)
    if (!connection) {
      const error = transactionNotFound(transaction, this.database)
      // The session of the service forgets its transaction when it ends, lost or not.
      return endsTransaction.test(sql) ? { error } : { error, transaction }
    }
    const outcome = await this.#query(connection, sql)
    if (!endsTransaction.test(sql)) return { ...outcome, transaction }
    this.#transactions.delete(transaction)
    if (outcome.error) connection.destroy()
    else connection.release()
    return outcome
  }

  /** Rolls back what is open and closes all connections. */
  async close(): Promise<void> {
    for (const connection of this.#transactions.values()) connection.destroy()
    this.#transactions.clear()
    await this.#pool.end()
  }

  async #begin(sql: string): Promise<Outcome> {
    let connection: PoolConnection
    try {
      connection = await this.#pool.getConnection()
    } catch (error) {
      return { error: vitessError(serverError(error), sql, this.database) }
    }
    const outcome = await this.#query(connection, sql)
    if (outcome.error) {
      connection.destroy()
      return outcome
    }
    this.#lastTransaction++
    const transaction = String(this.#lastTransaction)
    this.#transactions.set(transaction, connection)
    return { ...outcome, transaction }
  }

  async #query(target: Pool | PoolConnection, sql: string): Promise<Outcome> {
    try {
      const [rows, fields] = await target.query<Rows | ResultSetHeader>(sql)
      // The fields of a statement without rows are undefined, whatever their type says.
      const result = Array.isArray(rows)
        ? readResult(rows, fields.map(vitessField))
        : writeResult(rows)
      return { result }
    } catch (thrown) {
      const error = serverError(thrown)
      if (isLost(error)) this.#forget(target)
      return { error: vitessError(error, sql, this.database) }
    }
  }

  /** The connection is gone, and MySQL has rolled its transaction back. */
  #forget(target: Pool | PoolConnection): void {
    for (const [id, connection] of this.#transactions) {
      if (connection !== target) continue
      connection.destroy()
      this.#transactions.delete(id)
    }
  }
}

const startsTransaction = /^\s*(?:begin|start\s+transaction)\b/i
const endsTransaction = /^\s*(?:commit|rollback)\b(?!\s+to\b)/i

function openPool(mysqlUrl: string): Pool {
  const pool = createPool({
    uri: mysqlUrl,
    connectionLimit: 50,
    rowsAsArray: true,
    // The bytes as the server sent them, whatever the type.
    typeCast: (field) => field.buffer(),
  })
  pool.on('connection', (connection) => {
    // A connection that a test kills while nobody uses it must not end this process.
    connection.on('error', () => {})
    connection.query("SET time_zone = '+00:00'", () => {})
  })
  return pool.promise()
}

function serverError(error: unknown): ServerError {
  return error instanceof Error ? error : new Error(String(error))
}
