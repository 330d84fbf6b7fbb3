import type { Rows } from '../driver.ts'

/** What pg and PGlite answer where rows are asked for as arrays. */
interface Result {
  fields: { name: string }[]
  rows: unknown[][]
}

/** The rows of an answer, with the names of their columns. */
export function rowsOf({ fields, rows }: Result): Rows {
  return { columns: fields.map(({ name }) => name), rows }
}
