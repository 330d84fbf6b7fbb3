import { type Column, getTableColumns, type Table } from 'drizzle-orm'
import type { AuthSchema } from './auth-schema.ts'
import { luciaNames } from './names.ts'

/** A table as Lucia sees it. */
export interface LuciaTable {
  /** The columns to select, under the names that Lucia's adapters return them by. */
  fields: Record<string, Column>
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
    fields: mapKeys(getTableColumns(table), (property) => names[property]),
    toRow: (values) => mapKeys(values, (name) => properties.get(name)),
  }
}

function mapKeys<Value>(
  values: { readonly [key: string]: Value } | object,
  nameOf: (key: string) => string | undefined,
): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [nameOf(key) ?? key, value]),
  )
}
