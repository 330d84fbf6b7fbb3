import type { Project } from '../project/project.ts'
import type { Change } from './changes.ts'
import { hasNodeCompat, withNodeCompat } from './wrangler-flags.ts'

/** All that is to be done: what is written after a yes, and what is left to people. */
export interface Plan {
  changes: Change[]
  /** What to know or to do by hand. */
  notes: string[]
  /** Whether the app has the tables already. */
  hasTables: boolean
  /** The lines with which the app uses what was written. */
  use: string[]
}

/** The wrangler configuration with the flag that it lacks. */
export function wranglerChanges({ wrangler }: Project): Pick<Plan, 'changes' | 'notes'> {
  if (!wrangler) return { changes: [], notes: [] }
  const { file, text, compatibilityDate } = wrangler
  const notes: string[] = []
  const changes: Change[] = []
  if (!hasNodeCompat(wrangler)) {
    const after = withNodeCompat(wrangler)
    if (after) changes.push({ path: file, before: text, after })
    else notes.push(`Add "nodejs_compat" to compatibility_flags in ${file}.`)
  }
  if ((compatibilityDate ?? '') < '2024-09-23') {
    notes.push(
      `${file}: from compatibility_date 2024-09-23 on, passwords are hashed by the platform, and drivers for Hyperdrive work. Try a later date than ${compatibilityDate ?? 'none'}.`,
    )
  }
  return { changes, notes }
}
