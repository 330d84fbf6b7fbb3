import type { Traits } from '../driver.ts'
import { KeptInserts } from './kept-inserts.ts'
import { withRowReader } from './row-reader.ts'

/**
 * The traits of a driver beside which Drizzle's work on a statement takes long: done once for all
 * that are alike. On D1 it is little beside a request, and the code of a Worker counts. What an unknown
 * driver takes of a statement is not known: it gets each as Drizzle makes it.
 */
export function keepingStatements(traits: Traits): Traits {
  if (!traits.own) return traits
  return {
    ...traits,
    readRows: withRowReader,
    keepInserts: (schema) => new KeptInserts(schema, traits.db),
  }
}
