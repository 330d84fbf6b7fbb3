/** An error as PlanetScale sends it: the code says nothing, the message everything. */
export interface VitessError {
  code: string
  message: string
}

/** The part of a mysql2 error that the server, or the driver itself, filled in. */
export interface ServerError {
  code?: string
  errno?: number
  sqlState?: string
  sqlMessage?: string
  message: string
}

/** MySQL error numbers by the gRPC code that vttablet gives them; any other is Unknown. */
const grpcCodes: Record<string, number[]> = {
  AlreadyExists: [1007, 1050, 1062],
  FailedPrecondition: [1046, 1091, 1216, 1217, 1451, 1452],
  NotFound: [1051, 1054, 1109, 1146, 1176],
  InvalidArgument: [1048, 1049, 1064, 1136, 1149, 1264, 1366, 1406],
  DeadlineExceeded: [1205],
  Aborted: [1213],
  PermissionDenied: [1044, 1045, 1142, 1227],
  ResourceExhausted: [1040, 1203],
}

/**
 * The form in which the service reports an error of its MySQL: MySQL's message with number and
 * state inside vttablet's. `code` is UNKNOWN for all of them, and the statement shows no values:
 * https://github.com/planetscale/database-js/issues/185
 */
export function vitessError(error: ServerError, sql: string, database: string): VitessError {
  const { errno, sqlState, description } = describe(error)
  const name = Object.keys(grpcCodes).find((code) => grpcCodes[code]?.includes(errno)) ?? 'Unknown'
  const text = errno === 1062 ? qualifyKey(description, sql) : description
  return rpcError(
    database,
    `code = ${name} desc = ${text} (errno ${errno}) (sqlstate ${sqlState}) (CallerID: gateway): Sql: "${withoutValues(sql)}", BindVars: {REDACTED}`,
  )
}

/** The answer to a statement of a transaction whose connection is gone. */
export function transactionNotFound(id: string, database: string): VitessError {
  return rpcError(
    database,
    `code = Aborted desc = transaction ${id}: not found (CallerID: gateway)`,
  )
}

function rpcError(database: string, detail: string): VitessError {
  return {
    code: 'UNKNOWN',
    message: `target: ${database}.-.primary: vttablet: rpc error: ${detail}`,
  }
}

/**
 * Whether the error means that the connection is gone, rather than that the server refused.
 * MariaDB says 1927 to the client whose connection is killed, where MySQL closes the socket.
 */
export function isLost(error: ServerError): boolean {
  return error.sqlMessage === undefined || error.errno === 1927
}

function describe(error: ServerError): { errno: number; sqlState: string; description: string } {
  if (isLost(error)) return { errno: 2013, sqlState: 'HY000', description: 'EOF' }
  const { errno = 1105, sqlState = 'HY000', sqlMessage = error.message } = error
  return { errno, sqlState: sqlState.replace('#', ''), description: sqlMessage }
}

/** MySQL 8 names a duplicate key as `table.key`, MariaDB as `key`. */
function qualifyKey(message: string, sql: string): string {
  const table =
    /^\s*(?:insert|replace|update)\s+(?:(?:low_priority|ignore)\s+)*(?:into\s+)?(?:`[^`]+`\.|\w+\.)?`?([^`\s(]+)/i.exec(
      sql,
    )?.[1]
  if (!table) return message
  return message.replace(/ for key '([^'.]+)'$/, ` for key '${table}.$1'`)
}

/** Vitess replaces every literal with a numbered variable before it reports a statement. */
function withoutValues(sql: string): string {
  let count = 0
  return sql.replace(
    /`[^`]*`|'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|\b\d+(?:\.\d+)?\b/gs,
    (token) => {
      if (token.startsWith('`')) return token
      count++
      return `:vtg${count} /* ${/^\d/.test(token) ? 'INT64' : 'VARCHAR'} */`
    },
  )
}
