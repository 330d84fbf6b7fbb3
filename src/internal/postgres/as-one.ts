import { type SQL, sql } from 'drizzle-orm'

/** One statement that does what several do. */
export function asOne([first, ...others]: [SQL, ...SQL[]]): [SQL] {
  if (others.length === 0) return [first]
  const parts = others.map(
    (statement, index) => sql`${sql.identifier(`part_${index}`)} as (${statement})`,
  )
  // PostgreSQL runs the statement first and then its parts, from the last to the first.
  return [sql`with ${sql.join(parts.reverse(), sql`, `)} ${first}`]
}
