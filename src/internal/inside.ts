import type { WriteTraits } from './driver.ts'
import { Kept } from './kept.ts'
import type { AuthTables } from './schema/auth-table.ts'

/** What the library knows of a set-up beside what the app has of it. */
export interface Inside {
  tables: AuthTables
  /** What other tables are written by: it costs nothing where nobody asks. */
  traits(): WriteTraits
}

/** Remembers it for the entries that build on a set-up, by its `auth`. */
export function remember(auth: object, inside: Inside): void {
  Kept.on(auth).set(remember, inside)
}

/** What was remembered, if anything. */
export function insideOf(auth: unknown): Inside | undefined {
  return Kept.of(auth)?.get(remember) as Inside | undefined
}
