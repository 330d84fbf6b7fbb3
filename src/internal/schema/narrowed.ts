import type { Column, Table } from 'drizzle-orm'

/** A table with these columns in the place of its own. */
export function narrowed(table: Table, columns: Record<string, Column>): Table {
  return Object.create(table, { [Symbol.for('drizzle:Columns')]: { value: columns } })
}
