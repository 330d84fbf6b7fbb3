import { type Column, getTableName, is } from 'drizzle-orm'
import { getTableConfig, MySqlTable } from 'drizzle-orm/mysql-core'
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
export function mysqlViolation(error: MysqlError, statement: string): Violation | undefined {
  const errno = error.errno ?? Number(/\(errno (\d+)\)/.exec(error.message)?.[1])
  if (errno === 1213 || errno === 1205) return { kind: 'conflict' }
  if (errno === 1452 || errno === 1216) return { kind: 'reference' }
  if (errno !== 1062) return undefined
  const [, entry = ''] = /.* for key '([^']+)'/s.exec(error.message) ?? []
  const [, target] = /^(?:insert into|update) (?:`[^`]+`\.)?`([^`]+)`/i.exec(statement) ?? []
  return {
    kind: 'unique',
    concerns: (table, column) =>
      keysOf(column).some((key) =>
        target === table ? `.${entry}`.endsWith(`.${key}`) : entry === `${table}.${key}`,
      ),
  }
}

/** The names of the unique keys that a column belongs to, as MySQL, Drizzle and the app give them. */
function keysOf(column: Column): (string | undefined)[] {
  const { name, primary, uniqueName, isUnique } = column
  const table: unknown = Reflect.get(column, 'table')
  const own = primary ? ['PRIMARY'] : [name, uniqueName]
  if (!is(table, MySqlTable)) return own
  // Drizzle 1.0 leaves the name to drizzle-kit, which gives the second; before, it was the first.
  const given = isUnique ? [`${getTableName(table)}_${name}_unique`, `${name}_unique`] : []
  const { indexes, uniqueConstraints } = getTableConfig(table)
  const keys = [
    ...uniqueConstraints.map((key) => ({ name: key.getName(), columns: key.columns })),
    ...indexes.map(({ config }) => config),
  ]
  const named = keys.filter(({ columns }) => columns.some((other) => other === column))
  return [...own, ...given, ...named.map((key) => key.name)]
}
