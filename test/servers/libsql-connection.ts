import Database from 'better-sqlite3'
import {
  decodeValue,
  encodeValue,
  HranaError,
  type HranaResult,
  type HranaStatement,
  type HranaValue,
  hranaError,
} from './hrana.ts'
import { sqlParameters } from './sql-parameters.ts'

/** Waits until another connection may have let go of the file; false when that took too long. */
export type AwaitRelease = () => Promise<boolean>

/** The SQLite connection of one stream. What it throws is a `HranaError`. */
export class LibsqlConnection {
  readonly #database: Database.Database
  readonly #counts: Database.Statement<[], [total: bigint, last: bigint, rowid: bigint]>
  readonly #awaitRelease: AwaitRelease

  constructor(file: string, awaitRelease: AwaitRelease) {
    // No waiting inside SQLite: it would stop this process, and with it whoever has the lock.
    this.#database = new Database(file, { timeout: 0 })
    this.#database.pragma('journal_mode = WAL')
    this.#database.pragma('synchronous = OFF')
    this.#database.pragma('foreign_keys = ON')
    const counts = 'SELECT total_changes(), changes(), last_insert_rowid()'
    this.#counts = this.#database.prepare<[], [bigint, bigint, bigint]>(counts)
    this.#counts.raw().safeIntegers()
    this.#awaitRelease = awaitRelease
  }

  get isOpen(): boolean {
    return this.#database.open
  }

  get isAutocommit(): boolean {
    return !this.#database.inTransaction
  }

  /** Closes the connection, which rolls back its transaction. */
  close(): void {
    this.#database.close()
  }

  /** Runs one statement. */
  execute(sql: string, statement: HranaStatement): Promise<HranaResult> {
    return this.#whenFree(sql, () => this.#executeNow(sql, statement))
  }

  /** Runs any number of statements, up to the first that fails. */
  sequence(sql: string): Promise<void> {
    return this.#whenFree(sql, () => {
      this.#database.exec(sql)
    })
  }

  /** What a statement takes and gives, without running it. */
  describe(sql: string): Promise<object> {
    return this.#whenFree(sql, () => {
      const statement = this.#database.prepare(sql)
      return {
        params: sqlParameters(sql).map((name) => ({ name: name ?? null })),
        cols: columns(statement),
        is_explain: /^\s*explain\b/i.test(sql),
        is_readonly: statement.readonly,
      }
    })
  }

  /** Does the work again, after another connection's, as long as that one holds the write lock. */
  async #whenFree<Result>(sql: string, work: () => Result): Promise<Result> {
    for (;;) {
      try {
        return work()
      } catch (error) {
        // Not SQLITE_BUSY_SNAPSHOT: that transaction has read what is no longer so.
        const isBusy = error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY'
        if (!isBusy || !(await this.#awaitRelease())) throw hranaError(error, sql)
      }
    }
  }

  #executeNow(sql: string, statement: HranaStatement): HranaResult {
    const prepared = this.#database.prepare<unknown[], unknown[]>(sql)
    const bindings = bind(sql, statement.args ?? [], statement.named_args ?? [])
    const totalBefore = this.#counts.get()?.[0]
    let rows: unknown[][] = []
    if (prepared.reader)
      rows = prepared
        .raw()
        .safeIntegers()
        .all(...bindings)
    else prepared.run(...bindings)
    const [total, last, rowid] = this.#counts.get() ?? []
    const inserts = !prepared.readonly && /^\s*(?:with\b.*)?\b(?:insert|replace)\b/is.test(sql)
    return {
      cols: columns(prepared),
      rows: statement.want_rows === false ? [] : rows.map((row) => row.map(encodeValue)),
      affected_row_count: total === totalBefore ? 0 : Number(last),
      last_insert_rowid: inserts ? String(rowid) : null,
    }
  }
}

function columns(statement: Database.Statement<unknown[], unknown>): HranaResult['cols'] {
  if (!statement.reader) return []
  return statement.columns().map(({ name, type }) => ({ name, decltype: type }))
}

/**
 * The arguments as better-sqlite3 takes them, plain parameters in a row and all others in an
 * object. As in the service, a name is found with its prefix or without, and else by its place.
 */
function bind(
  sql: string,
  args: HranaValue[],
  named: { name: string; value: HranaValue }[],
): unknown[] {
  const parameters = sqlParameters(sql)
  if (Math.max(args.length, named.length) > parameters.length) {
    throw invalidArguments(
      `too many parameters, expected ${parameters.length} found ${args.length + named.length}`,
    )
  }
  const plain: unknown[] = []
  const byName: Record<string, unknown> = {}
  for (const [index, parameter] of parameters.entries()) {
    const bare = parameter?.slice(1)
    const match = named.find(({ name }) => name === parameter || name === bare)
    const value = match?.value ?? args[index]
    if (!value) throw invalidArguments(`value for parameter ${parameter ?? index + 1} not found`)
    if (bare === undefined) plain.push(decodeValue(value))
    else byName[bare] = decodeValue(value)
  }
  return Object.keys(byName).length > 0 ? [...plain, byName] : plain
}

function invalidArguments(detail: string): HranaError {
  return new HranaError(`Arguments do not match SQL parameters: ${detail}`, 'ARGS_INVALID')
}
