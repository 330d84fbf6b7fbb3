import type { Violation } from '../adapter/violation.ts'

// "UNIQUE constraint failed: user_key.id", with the prefixes and codes that drivers put around it.
const pattern =
  /^(?:[\w ]+: )*(FOREIGN KEY|UNIQUE) constraint failed(?:: (.+?))?(?:: SQLITE_CONSTRAINT.*)?$/

const locked = /\bdatabase is locked\b/

/** Reads SQLite's own message, which holds what the codes of its drivers do not all tell. */
export function sqliteViolation({ message }: Error): Violation | undefined {
  if (locked.test(message)) return { kind: 'conflict' }
  const [, constraint, list = ''] = pattern.exec(message) ?? []
  if (constraint === 'FOREIGN KEY') return { kind: 'reference' }
  if (constraint !== 'UNIQUE') return undefined
  const columns = list.split(', ')
  return {
    kind: 'unique',
    concerns: (table, column) => columns.includes(`${table}.${column.name}`),
  }
}
