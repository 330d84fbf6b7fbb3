import type { OwnCalls, Rows } from '../driver.ts'
import { asOne } from './as-one.ts'

/** What most drivers answer where rows are asked for as arrays. */
interface Result {
  fields: { name: string }[]
  rows: unknown[][]
}

/** The calls of a PostgreSQL driver: several writes are one statement. */
export function postgresCalls(run: OwnCalls['read']): OwnCalls {
  return { read: run, write: async ([query]) => query && run(query), asOne }
}

/** The rows of an answer, with the names of their columns. */
export function rowsOf({ fields, rows }: Result): Rows {
  return { columns: fields.map(({ name }) => name), rows }
}
