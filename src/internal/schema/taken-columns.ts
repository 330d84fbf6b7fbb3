import { getTableColumns, getTableName, is, SQL, type Table } from 'drizzle-orm'
import type { Key, UniqueViolation } from './auth-table.ts'

/** The columns of the index, by its name: one of the schema's, or of Drizzle, Prisma or a database. */
export function columnsOfIndex(table: Table, violation: UniqueViolation): string[] {
  if (violation.index === undefined) return []
  // MySQL puts the table before the name.
  const index = `.${violation.index}`
  const prefix = violation.table === undefined ? `.${getTableName(table)}.` : '.'
  const key = [...declaredKeys(table, violation), ...ownKeys(table)].find(
    ({ name }) => name && (name === violation.index || index.endsWith(prefix + name)),
  )
  return key?.columns.flatMap(namesIn) ?? []
}

function declaredKeys(table: Table, { declared }: UniqueViolation): Key[] {
  const {
    indexes = [],
    uniqueConstraints = [],
    primaryKeys = [],
  } = declared?.(table as never) ?? {}
  const named = [...uniqueConstraints, ...primaryKeys]
  return [
    ...indexes.map(({ config }) => config),
    ...named.map((key) => ({ name: key.getName?.() ?? key.name, columns: key.columns })),
  ]
}

function ownKeys(table: Table): Key[] {
  const tableName = getTableName(table)
  return Object.values(getTableColumns(table)).flatMap((column) => {
    const { name, primary, uniqueName } = column
    // Drizzle 1.0 leaves the name to drizzle-kit, which gives the last; before, it was the one before.
    const unique = [`${tableName}_${name}_unique`, `${name}_unique`]
    const names = [uniqueName, name, `${tableName}_${name}_key`, ...unique]
    if (primary) names.push('PRIMARY', `${tableName}_pkey`)
    return names.map((ownName) => ({ name: ownName, columns: [column] }))
  })
}

/** The columns' names in a part of an index: a column, or an expression. */
function namesIn(part: object): string[] {
  if (is(part, SQL)) return part.queryChunks.flatMap((chunk) => namesIn(Object(chunk)))
  const { name, value } = part as { name?: unknown; value?: unknown }
  return typeof name === 'string' ? [name] : identifiers(String(value))
}

/** The words of an expression that can be a column's name. */
export function identifiers(expression: string): string[] {
  return (expression.match(/"[^"]+"|[\w$]+/g) ?? []).map((word) => word.replaceAll('"', ''))
}
