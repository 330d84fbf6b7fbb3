import { getTableColumns, getTableName, is, SQL, type Table } from 'drizzle-orm'
import type { UniqueViolation } from './auth-table.ts'

/** A key or an index. */
interface Key {
  name?: string | undefined
  /** Columns, and expressions. */
  columns: readonly object[]
}

/** The columns of the index, by its name: one of the schema's, or of Drizzle, Prisma or a database. */
export function columnsOfIndex(table: Table, violation: UniqueViolation): string[] {
  if (violation.index === undefined) return []
  // MySQL puts the table before the name.
  const index = `.${violation.index}`
  const prefix = violation.table === undefined ? `.${getTableName(table)}.` : '.'
  const keys = [...declaredKeys(table), ...ownKeys(table)]
  const find = (as: (text: string) => string) =>
    keys.find(
      ({ name }) => name && (as(`.${name}`) === as(index) || as(index).endsWith(as(prefix + name))),
    )
  return (find(String) ?? find(inOneCase))?.columns.flatMap(namesIn) ?? []
}

/** A name without its case: a Drizzle client may spell those of columns that have none otherwise. */
export function inOneCase(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}

/** What a Drizzle table declares beside its columns: keys and indexes, policies and checks. */
type Declare = (columns: unknown) => object
interface Declaration {
  build?(table: Table): Partial<Key> & { getName?(): string | undefined; config?: Key }
}

/**
 * Drizzle's `getTableConfig()` reads them from there as well. It is another function in each dialect,
 * with all that a table can declare, which would weigh more in a Worker than what is needed here.
 */
function declaredKeys(table: Table): Key[] {
  const declare: Declare | undefined = Reflect.get(table, Symbol.for('drizzle:ExtraConfigBuilder'))
  const columns: unknown = Reflect.get(table, Symbol.for('drizzle:ExtraConfigColumns'))
  const declared: Declaration[] = Object.values(declare?.(columns) ?? {}).flat()
  return declared.map((declaration) => {
    const built = declaration.build?.(table)
    // In Drizzle 1.0 some say their name without a method, and indexes always.
    const key = built?.config ?? built
    return { name: built?.getName?.() ?? key?.name, columns: key?.columns ?? [] }
  })
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
