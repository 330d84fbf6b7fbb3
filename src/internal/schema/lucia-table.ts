import { type Column, getTableColumns, type SQL, sql, type Table } from 'drizzle-orm'
import type { AuthSchema } from './auth-schema.ts'
import { dataTypeOf } from './column-type.ts'
import { luciaNames } from './names.ts'

/** A table as Lucia sees it. */
export interface LuciaTable {
  /** The columns to select, under the names that Lucia's adapters return them by. */
  fields: Record<string, Column | SQL>
  /** A row, or a part of one, from Lucia's names to the table's properties. */
  toRow(values: object): Record<string, unknown>
}

const known = /* @__PURE__ */ new WeakMap<Table, LuciaTable>()

/** Translates between Lucia's names for its own columns and the properties of the schema. */
export function luciaTable(part: keyof AuthSchema, table: Table): LuciaTable {
  const found = known.get(table)
  if (found) return found
  const created = createLuciaTable(part, table)
  known.set(table, created)
  return created
}

function createLuciaTable(part: keyof AuthSchema, table: Table): LuciaTable {
  const names = luciaNames[part]
  const properties = new Map(Object.entries(names).map(([property, name]) => [name, property]))
  return {
    fields: Object.fromEntries(
      Object.entries(getTableColumns(table)).map(([property, column]) => [
        names[property] ?? property,
        readable(column),
      ]),
    ),
    toRow: (values) =>
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [properties.get(name) ?? name, value]),
      ),
  }
}

/** The columns of a table that is none of Lucia's, as they are selected. */
export function readableColumns(columns: Record<string, Column>): Record<string, Column | SQL> {
  return Object.fromEntries(
    Object.entries(columns).map(([property, column]) => [property, readable(column)]),
  )
}

/**
 * A column as it is selected. Drivers can be told to give integers as BigInts or as texts, which
 * Drizzle's own columns of integers do not all expect: SQLite's would be no date and no number.
 */
function readable(column: Column): Column | SQL {
  const type = dataTypeOf(column)
  if (/^(array|custom|bigint)/.test(type) || column.getSQLType() !== 'integer') return column
  const { codec } = column as { codec?: string }
  const mapFromDriverValue = (given: unknown) => {
    const isText = typeof given !== 'number' && /^-?\d+$/.test(given as string)
    const value = isText ? Number(given) : given
    // From Drizzle 1.0 on the driver's codecs read dates and booleans, and they do not read SQL.
    if (!codec || type === 'number') return column.mapFromDriverValue(value)
    if (type !== 'date') return value === 1
    // A date that SQLite has made is a text.
    return new Date(
      typeof value === 'number' && /p$/.test(codec) ? value * 1000 : (value as string),
    )
  }
  return sql`${column}`.mapWith({ mapFromDriverValue })
}
