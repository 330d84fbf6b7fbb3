import { aliasedTableColumn, type Column, type SQL, sql, type Table } from 'drizzle-orm'
import type { DrizzleClient, Statement } from '../driver.ts'

/**
 * Inserts rows, or changes those that are there already by the target's unique index: atomically, in
 * one statement. `set` is given what a column's value would be in the row to insert.
 */
export function upsert(
  db: DrizzleClient,
  table: Table,
  rows: object[],
  target: Column[],
  set: (proposed: (column: Column) => SQL) => object,
): Statement {
  const insert = db.insert(table).values(rows)
  // MySQL has no word for the target: it is whichever unique index the row meets.
  return (
    insert.onDuplicateKeyUpdate?.({ set: set((column) => sql`values(${column})`) }) ??
    insert.onConflictDoUpdate?.({
      target,
      set: set((column) => sql`${aliasedTableColumn(column, 'excluded')}`),
    }) ??
    insert
  )
}
