import { and, type Column, inArray, lt, sql, type Table } from 'drizzle-orm'
import type { DrizzleClient, Statement } from '../driver.ts'

/** A table of which rows go by their time. */
export interface AgingTable {
  table: Table
  id: Column
  time: Column
}

/**
 * Deletes at most so many rows from before a time, the oldest first. Which are too old is decided as
 * they are deleted.
 */
export function deleteOldest(
  db: DrizzleClient,
  { table, id, time }: AgingTable,
  before: number,
  limit: number,
): Statement {
  const isOver = lt(time, before)
  const oldest = db
    .select({ id })
    .from(table)
    .where(isOver)
    .orderBy(time)
    .limit(limit)
    .as('expired')
  // MySQL takes neither a limit nor the table itself in such a subquery, but both one level down.
  return db.delete(table).where(and(inArray(id, sql`(select * from ${oldest})`), isOver))
}
