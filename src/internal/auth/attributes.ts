import { type Column, getTableColumns, getTableName, type Table } from 'drizzle-orm'
import { describe } from '../handle.ts'
import { charactersOf, dataTypeOf, lengthOf } from '../schema/column-type.ts'
import { luciaNames } from '../schema/names.ts'

type Part = 'user' | 'session'

/**
 * The attributes that have a value. Throws a `TypeError` for those that are no columns of the table,
 * or are Lucia's own: Drizzle would ignore the first, and the second would move a session or a user.
 * Throws one for a value that is not what the column holds: drivers and Prisma take some objects for
 * SQL, lists of parameters or operators.
 */
export function givenAttributes(part: Part, table: Table, attributes: unknown): object {
  if (typeof attributes !== 'object' || attributes === null) {
    throw new TypeError(`attributes must be an object. Received ${describe(attributes)}`)
  }
  const columns = getTableColumns(table)
  const names = attributeNames(part, table)
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  for (const [name, value] of given) {
    const column = names.includes(name) ? columns[name] : undefined
    const problem = column
      ? valueProblem(column, value)
      : `is not an attribute of the table "${getTableName(table)}". Its attributes are: ${names.join(', ') || 'none'}`
    if (problem) throw new TypeError(`attributes.${name} ${problem}`)
  }
  return Object.fromEntries(given)
}

type Kind = readonly [expected: string, holds: (value: unknown) => boolean]

/** What a value of each kind of column is. Those of JSON and of custom columns may be anything. */
const kinds: Readonly<Record<string, Kind>> = {
  string: ['a string', (value) => typeof value === 'string'],
  number: ['a number', (value) => typeof value === 'number' && !Number.isNaN(value)],
  bigint: ['a bigint', (value) => typeof value === 'bigint'],
  boolean: ['a boolean', (value) => typeof value === 'boolean'],
  date: ['a valid Date', (value) => value instanceof Date && !Number.isNaN(value.getTime())],
  buffer: ['bytes', (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer],
  array: ['an array', Array.isArray],
}

function valueProblem(column: Column, value: unknown): string | undefined {
  if (value === null) return column.notNull ? 'must not be null' : undefined
  const dataType = dataTypeOf(column)
  const [expected, holds] = kinds[dataType] ?? []
  if (holds?.(value) === false) return `must be ${expected}. Received ${describe(value)}`
  if (dataType !== 'string' || typeof value !== 'string' || value.length <= lengthOf(column)) return
  const characters = charactersOf(value)
  // PostgreSQL refuses what is longer with an error of its own; MySQL cuts it, if it is not strict.
  if (characters > lengthOf(column)) {
    return `must have at most ${lengthOf(column)} characters. Received ${characters}`
  }
}

/** Whether the table has attributes that are not given, whose values the table decides. */
export function leavesOut(part: Part, table: Table, given: object): boolean {
  return attributeNames(part, table).some((name) => !Object.hasOwn(given, name))
}

/** The columns of a table that Lucia does not own, by property name. */
export function attributeNames(part: Part, table: Table): string[] {
  return Object.keys(getTableColumns(table)).filter(
    (name) => !Object.hasOwn(luciaNames[part], name),
  )
}
