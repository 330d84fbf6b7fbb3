import type { Violation } from '../adapter/violation.ts'

// "UNIQUE constraint failed: user_key.id", or "... failed: index 'one_email'" where an expression is
// unique, with the prefixes and codes that drivers put around it.
const pattern =
  /^(?:[\w ]+: )*(FOREIGN KEY|UNIQUE) constraint failed(?:: (?:index '(.+?)'|(.+?)))?(?:: SQLITE_CONSTRAINT.*)?$/

const locked = /\bdatabase is locked\b/

/** Reads SQLite's own message, which holds what the codes of its drivers do not all tell. */
export function sqliteViolation({ message }: Error): Violation | undefined {
  if (locked.test(message)) return { kind: 'locked' }
  const [, constraint, index, list] = pattern.exec(message) ?? []
  if (constraint === 'FOREIGN KEY') return { kind: 'reference' }
  if (constraint !== 'UNIQUE') return undefined
  const [table, ...columns] = partsOf(list)
  return {
    kind: 'unique',
    index,
    table,
    columns: list === undefined ? undefined : columns,
  }
}

/** Of "user.tenant, user.email", the table and the columns. */
function partsOf(list = ''): string[] {
  const columns = list.split(', ')
  const dot = list.indexOf('.')
  return [list.slice(0, dot), ...columns.map((column) => column.slice(dot + 1))]
}
