import {
  type Column,
  type DrizzleEntityClass,
  getTableColumns,
  getTableName,
  is,
  Table,
} from 'drizzle-orm'
import { SetupError } from '../../errors.ts'
import { isObject } from '../handle.ts'
import { type AuthSchema, tableNamesOf } from './auth-schema.ts'
import { dataTypeOf } from './column-type.ts'
import { luciaNames, parts, type TableNames } from './names.ts'

/**
 * Throws a `SetupError` unless the names are different ones that every dialect can quote.
 * Spaces, dots and reserved words work; quotation marks and control characters are refused,
 * because Drizzle does not escape them.
 */
export function assertTableNames(names: TableNames): void {
  const seen = new Set<string>()
  for (const [part, name] of Object.entries(names)) {
    assertName(`tableNames.${part}`, name)
    const folded = name.toLowerCase()
    if (seen.has(folded)) {
      throw invalidName(
        `tableNames.${part}`,
        `must differ from the other names. Received "${name}" twice`,
      )
    }
    seen.add(folded)
  }
}

/** Throws a `SetupError` when extra columns would take the place of columns that a table has. */
export function assertExtraColumns(part: string, owned: object, extra: object | undefined): void {
  for (const property of Object.keys(extra ?? {})) {
    if (Object.hasOwn(owned, property)) {
      throw invalidSchema(`${part}.${property}`, 'is a column of Lucia: choose another name')
    }
  }
}

// A Worker may pass the same schema with each request.
const sound = /* @__PURE__ */ new WeakMap<object, DrizzleEntityClass<Table>>()

/** Throws a `SetupError` unless the tables are of the dialect and have the columns that Lucia needs. */
export function assertSchema(
  schema: unknown,
  dialectTable: DrizzleEntityClass<Table> = Table,
): asserts schema is AuthSchema {
  if (!isObject(schema)) {
    throw invalidSchema('schema', `must be { user, session, key }. Received ${String(schema)}`)
  }
  if (sound.get(schema) === dialectTable) return
  for (const part of parts) {
    const table: unknown = Reflect.get(schema, part)
    if (!is(table, dialectTable)) {
      const expected = `a table made with this dialect's Drizzle table function`
      const received = is(table, Table) ? 'a table of another dialect' : typeof table
      throw invalidSchema(`schema.${part}`, `must be ${expected}. Received ${received}`)
    }
    assertColumns(part, table)
  }
  assertTableNames(tableNamesOf(schema as AuthSchema))
  sound.set(schema, dialectTable)
}

function assertColumns(part: keyof AuthSchema, table: Table): void {
  const columns = getTableColumns(table)
  for (const property of Object.keys(luciaNames[part])) {
    const path = `schema.${part}.${property}`
    const column = columns[property]
    if (column === undefined) {
      throw invalidSchema(path, `is missing: add the column to the table "${getTableName(table)}"`)
    }
    const dataType = property.endsWith('Expires') ? 'number' : 'string'
    if (![dataType, 'custom'].includes(dataTypeOf(column))) {
      const cure =
        dataType === 'number'
          ? 'Declare it as an 8-byte integer that is read as a number, integer() in SQLite; the data stays as it is. Sessions written through another column never expire'
          : 'Declare it as a text column'
      const problem = `must hold a ${dataType}. Received a ${column.columnType} of ${column.dataType}`
      throw invalidSchema(path, `${problem}. ${cure}`)
    }
    if (property === 'id' && part !== 'key') assertKnownId(path, column)
  }
  const seen = new Set<string>()
  for (const [property, { name }] of Object.entries(columns)) {
    const path = `schema.${part}.${property}`
    assertName(path, name)
    if (!Object.hasOwn(luciaNames[part], property) && luciaProperties(part).includes(property)) {
      throw invalidSchema(path, "has Lucia's name for a column of its own: choose another property")
    }
    if (seen.has(name.toLowerCase())) {
      throw invalidSchema(path, `must have a column name of its own. Received "${name}" twice`)
    }
    seen.add(name.toLowerCase())
  }
}

/** Users and sessions have their ids before they are written: the database would make others. */
function assertKnownId(path: string, { defaultFn, generated, hasDefault }: Column): void {
  if (generated === undefined && (defaultFn !== undefined || !hasDefault)) return
  throw invalidSchema(
    path,
    'must not be left to the database, which makes it too late. Add .$defaultFn(() => crypto.randomUUID()) to the column: its default in the database may stay',
  )
}

/** Lucia's own names of the columns of a table. */
function luciaProperties(part: keyof AuthSchema): string[] {
  return Object.values(luciaNames[part])
}

function assertName(path: string, name: unknown): asserts name is string {
  if (typeof name !== 'string' || name.trim() === '') {
    throw invalidName(
      path,
      `must be a name. Received ${name === '' ? 'an empty string' : typeof name}`,
    )
  }
  if (/["'`[\]\\\p{Cc}]/u.test(name)) {
    const rule =
      'must be a name without quotation marks, brackets, backslashes and control characters'
    throw invalidName(path, `${rule}. Received ${JSON.stringify(name)}`)
  }
}

function invalidName(path: string, problem: string): SetupError {
  return new SetupError('INVALID_TABLE_NAME', `${path} ${problem}`)
}

function invalidSchema(path: string, problem: string): SetupError {
  return new SetupError('INVALID_SCHEMA', `${path} ${problem}`)
}
