import type { Violation } from '../adapter/violation.ts'

/** What mysql2 reports of an error; PlanetScale's driver has the number in its message alone. */
interface MysqlError extends Error {
  errno?: number
}

/**
 * Reads the error number, and the key that a duplicate entry is for. MariaDB, and MySQL before
 * 8.0.19, leave out the key's table: there the failed statement tells it.
 * https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html
 */
export function mysqlViolation(error: MysqlError, target?: string): Violation | undefined {
  const errno = error.errno ?? Number(/\(errno (\d+)\)/.exec(error.message)?.[1])
  if (errno === 1213) return { kind: 'undone' }
  if (errno === 1205) return { kind: 'locked' }
  if ([1267, 1270, 1271, 3854, 3988].includes(errno)) return { kind: 'text' }
  if (errno === 1452 || errno === 1216) return { kind: 'reference' }
  if (errno !== 1062) return undefined
  const [, key = ''] = /.* for key '([^']+)'/s.exec(error.message) ?? []
  return {
    kind: 'unique',
    index: key.startsWith(`${target}.`) ? key.slice(`${target}.`.length) : key,
  }
}

/** Whether an error is a deadlock's, with which the server undoes the whole transaction. */
export function isDeadlock(error: unknown): error is MysqlError {
  return error instanceof Error && mysqlViolation(error)?.kind === 'undone'
}
