import { sql } from 'drizzle-orm'
import type { Traits, Update } from '../driver.ts'
import { postgresTraits } from './traits.ts'

/** The traits of any Drizzle client for PostgreSQL: how many rows a statement changes, it returns. */
export function clientTraits(client: object): Traits {
  const traits = postgresTraits(client as never, undefined, () => 0)
  return {
    ...traits,
    async affectedRows(statement) {
      const rows = await (statement as Update).returning?.({ changed: sql`1` })
      return rows?.length ?? 0
    },
  }
}
