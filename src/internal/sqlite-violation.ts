import type { Violation } from './driver.ts'

/**
 * Reads SQLite's own message, which is the same in every driver: the drivers put their prefixes and
 * codes around it. https://www.sqlite.org/src/file/src/insert.c
 */
export function sqliteViolation({ message }: Error): Violation | undefined {
  const [, constraint, columns] =
    /^(?:[\w ]+: )*(FOREIGN KEY|UNIQUE) constraint failed(?:: (.+?))?(?:: SQLITE_CONSTRAINT\w*)?$/s.exec(
      message,
    ) ?? []
  if (constraint === 'FOREIGN KEY') return { kind: 'reference' }
  if (constraint === 'UNIQUE') return { kind: 'unique', columns: columns?.split(', ') ?? [] }
  return undefined
}
