import {
  type HranaBatch,
  type HranaCondition,
  HranaError,
  type HranaRequest,
  type HranaResult,
  type HranaStatement,
  hranaError,
} from './hrana.ts'
import type { LibsqlConnection } from './libsql-connection.ts'

/** One stream of the protocol: a connection, and the SQL texts that the client stored in it. */
export class LibsqlStream {
  readonly #connection: LibsqlConnection
  readonly #texts = new Map<number, string>()

  constructor(connection: LibsqlConnection) {
    this.#connection = connection
  }

  get isOpen(): boolean {
    return this.#connection.isOpen
  }

  /** Ends the stream, and with it its transaction. */
  close(): void {
    this.#connection.close()
  }

  /** Answers one request of a pipeline; throws a `HranaError` where the service gives an error. */
  async respond(request: HranaRequest): Promise<object> {
    const { type } = request
    if (!this.isOpen) throw new HranaError('The stream is closed', 'STREAM_CLOSED')
    switch (type) {
      case 'close':
        this.close()
        return { type }
      case 'execute':
        return { type, result: await this.#execute(request.stmt) }
      case 'batch':
        return { type, result: await this.#batch(request.batch) }
      case 'sequence':
        await this.#connection.sequence(this.#text(request))
        return { type }
      case 'describe':
        return { type, result: await this.#connection.describe(this.#text(request)) }
      case 'store_sql':
        this.#texts.set(request.sql_id, request.sql)
        return { type }
      case 'close_sql':
        this.#texts.delete(request.sql_id)
        return { type }
      case 'get_autocommit':
        return { type, is_autocommit: this.#connection.isAutocommit }
    }
  }

  #execute(statement: HranaStatement): Promise<HranaResult> {
    return this.#connection.execute(this.#text(statement), statement)
  }

  #text({ sql, sql_id }: { sql?: string; sql_id?: number }): string {
    const text = sql ?? (sql_id === undefined ? undefined : this.#texts.get(sql_id))
    if (text === undefined) throw new HranaError(`SQL text ${sql_id} not found`, 'SQL_NOT_FOUND')
    return text
  }

  async #batch({ steps }: HranaBatch): Promise<object> {
    const results: (HranaResult | null)[] = []
    const errors: (HranaError | null)[] = []
    for (const [index, { stmt, condition }] of steps.entries()) {
      results[index] = null
      errors[index] = null
      if (condition && !this.#holds(condition, results, errors)) continue
      try {
        results[index] = await this.#execute(stmt)
      } catch (error) {
        errors[index] = hranaError(error, '')
      }
    }
    return { step_results: results, step_errors: errors }
  }

  #holds(
    condition: HranaCondition,
    results: (HranaResult | null)[],
    errors: (HranaError | null)[],
  ): boolean {
    const holds = (inner: HranaCondition): boolean => this.#holds(inner, results, errors)
    switch (condition.type) {
      case 'ok':
        return Boolean(results[condition.step])
      case 'error':
        return Boolean(errors[condition.step])
      case 'not':
        return !holds(condition.cond)
      case 'and':
        return condition.conds.every(holds)
      case 'or':
        return condition.conds.some(holds)
      case 'is_autocommit':
        return this.#connection.isAutocommit
    }
  }
}
