import { DrizzleQueryError, getTableColumns, getTableName, is, SQL, type Table } from 'drizzle-orm'
import type { AuthSchema } from '../schema/auth-schema.ts'
import { parts } from '../schema/names.ts'

/**
 * Which constraint a database refused a write for, or that another write was in its way: undid it, as
 * the victim of a deadlock, or had locked what it needed. Or that a text is one that it cannot hold.
 */
export type Violation = { kind: 'reference' | 'undone' | 'locked' | 'text' } | UniqueViolation

/** A value that is taken, as far as the driver's error tells where. */
export interface UniqueViolation {
  kind: 'unique'
  table?: string | undefined
  /** The columns, by their names in the database. */
  columns?: readonly string[] | undefined
  index?: string | undefined
  /** What a table of the dialect declares beside its columns: `getTableConfig()` of Drizzle. */
  declared?(table: Table): DeclaredKeys
}

/** The keys of several columns, and the indexes, that a Drizzle table declares. */
interface DeclaredKeys {
  indexes: { config: Key }[]
  uniqueConstraints: { columns: readonly object[]; getName(): string | undefined }[]
  primaryKeys: { columns: readonly object[]; getName(): string }[]
}

interface Key {
  name?: string | undefined
  /** Columns, and expressions. */
  columns: readonly object[]
}

/** Reads a driver's own error; `target` is the table that the failed statement writes to, if known. */
export type ReadViolation = (error: Error, target: string | undefined) => Violation | undefined

/** Where a value is taken: the table by its name in the database, the columns by their properties. */
export interface TakenIn {
  part?: keyof AuthSchema
  table: string | undefined
  columns: readonly string[]
  index?: string | undefined
}

/** Drizzle's errors quote the parameters in their message, session ids and password hashes as well. */
export function driverError(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? (error.cause ?? error) : error
}

/** Finds the constraint behind an error, under the wrappers of Drizzle and of the driver. */
export function violationOf(
  error: unknown,
  read: ReadViolation,
  target?: string,
): Violation | undefined {
  if (!(error instanceof Error)) return undefined
  const { query, sql } = error as Error & { query?: unknown; sql?: unknown }
  const table = targetOf(query ?? sql) ?? target
  // Drizzle's message quotes the statement's parameters, which anyone may have written.
  const violation = error instanceof DrizzleQueryError ? undefined : read(error, table)
  if (violation?.kind === 'unique') return { ...violation, table: violation.table ?? table }
  return violation ?? violationOf(error.cause, read, table)
}

const longWait = 1_000

/**
 * Whether another write was in the way of one, which can be tried again. What a lock has kept out for
 * long, as long as the app lets it wait, is not.
 */
export function isInTheWay(error: unknown, elapsed: number, read: ReadViolation): boolean {
  const kind = violationOf(error, read)?.kind
  return kind === 'undone' || (kind === 'locked' && elapsed < longWait)
}

function targetOf(statement: unknown): string | undefined {
  const quoted = /^\s*(?:insert into|update) (?:["`][^"`]+["`]\.)?["`]([^"`]+)["`]/i
  return quoted.exec(String(statement))?.[1]
}

/** Finds the columns of a violated constraint in the schema: by their names, or by the index's. */
export function takenIn(schema: AuthSchema, violation: UniqueViolation): TakenIn {
  const { table, columns, index } = violation
  for (const part of parts) {
    const name = getTableName(schema[part])
    if (table !== undefined && table !== name) continue
    const names = columns ?? columnsOfIndex(schema[part], violation)
    const properties = Object.entries(getTableColumns(schema[part]))
      .filter(([, column]) => names.includes(column.name))
      .map(([property]) => property)
    if (properties.length > 0) return { part, table: name, columns: properties, index }
  }
  return { table, columns: columns ?? [], index }
}

/** The columns of the index, by its name: one of the schema's, or of Drizzle, Prisma or a database. */
function columnsOfIndex(table: Table, violation: UniqueViolation): string[] {
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
  const { indexes = [], uniqueConstraints = [], primaryKeys = [] } = declared?.(table) ?? {}
  const named = [...uniqueConstraints, ...primaryKeys]
  return [
    ...indexes.map(({ config }) => config),
    ...named.map((key) => ({ name: key.getName(), columns: key.columns })),
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
