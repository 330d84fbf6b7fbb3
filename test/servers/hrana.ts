/** A value of the Hrana protocol in JSON: an integer is a text, because it has 64 bits. */
export type HranaValue =
  | { type: 'null' }
  | { type: 'integer'; value: string }
  | { type: 'float'; value: number }
  | { type: 'text'; value: string }
  | { type: 'blob'; base64: string }

/** A statement; its text is in `sql`, or was stored before under `sql_id`. */
export interface HranaStatement {
  sql?: string
  sql_id?: number
  args?: HranaValue[]
  named_args?: { name: string; value: HranaValue }[]
  want_rows?: boolean
}

/** The result of a statement. */
export interface HranaResult {
  cols: { name: string; decltype: string | null }[]
  rows: HranaValue[][]
  affected_row_count: number
  last_insert_rowid: string | null
}

/** When a step of a batch runs, told by what came of the steps before. */
export type HranaCondition =
  | { type: 'ok' | 'error'; step: number }
  | { type: 'not'; cond: HranaCondition }
  | { type: 'and' | 'or'; conds: HranaCondition[] }
  | { type: 'is_autocommit' }

/** Steps that run one after the other; a failed step does not stop the next. */
export interface HranaBatch {
  steps: { stmt: HranaStatement; condition?: HranaCondition | null }[]
}

/** One of the requests that a pipeline carries. */
export type HranaRequest =
  | { type: 'close' | 'get_autocommit' }
  | { type: 'execute'; stmt: HranaStatement }
  | { type: 'batch'; batch: HranaBatch }
  | { type: 'sequence' | 'describe'; sql?: string; sql_id?: number }
  | { type: 'store_sql'; sql_id: number; sql: string }
  | { type: 'close_sql'; sql_id: number }

/** An error in the form of the hosted service: SQLite's message, and its primary code only. */
export class HranaError extends Error {
  readonly code: string

  constructor(message: string, code: string) {
    super(message)
    this.code = code
  }

  toJSON(): { message: string; code: string } {
    return { message: this.message, code: this.code }
  }
}

/** What better-sqlite3 threw, as the service words it (libsql-server/src/hrana/stmt.rs). */
export function hranaError(error: unknown, sql: string): HranaError {
  if (error instanceof HranaError) return error
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/contains more than one statement/.test(message)) {
    return new HranaError('SQL string contains more than one statement', 'SQL_MANY_STATEMENTS')
  }
  if (/contains no statements/.test(message)) {
    return new HranaError('SQL string does not contain any statement', 'SQL_NO_STATEMENT')
  }
  if (/syntax error|^incomplete input/.test(message)) {
    return new HranaError(`SQL string could not be parsed: ${message}`, 'SQL_PARSE_ERROR')
  }
  const column = /^no such column: (.*)/.exec(message)?.[1]
  if (column !== undefined) {
    const offset = Math.max(sql.indexOf(column), 0)
    return new HranaError(`SQL input error: ${message} (at offset ${offset})`, 'SQL_INPUT_ERROR')
  }
  const primary = code.split('_').slice(0, 2).join('_')
  const known = /^SQLITE_(?!ERROR$)/.test(primary) ? primary : 'SQLITE_UNKNOWN'
  return new HranaError(`SQLite error: ${message}`, known)
}

/** A value of the protocol as better-sqlite3 binds it: a bigint is an integer, a number a float. */
export function decodeValue(value: HranaValue): bigint | number | string | Buffer | null {
  switch (value.type) {
    case 'null':
      return null
    case 'integer':
      return BigInt(value.value)
    case 'blob':
      return Buffer.from(value.base64, 'base64')
    default:
      return value.value
  }
}

/** A value as better-sqlite3 reads it with `safeIntegers`, for the protocol. */
export function encodeValue(value: unknown): HranaValue {
  if (value === null) return { type: 'null' }
  if (typeof value === 'bigint') return { type: 'integer', value: String(value) }
  if (typeof value === 'number') return { type: 'float', value }
  if (typeof value === 'string') return { type: 'text', value }
  if (Buffer.isBuffer(value)) return { type: 'blob', base64: unpadded(value) }
  throw new Error(`SQLite has no value of type ${typeof value}`)
}

/** The service leaves out the padding. */
function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
