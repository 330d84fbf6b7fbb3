import type { Project } from '../project/project.ts'
import {
  hasNodeCompat,
  nodejsDate,
  readWrangler,
  type WranglerConfiguration as Wrangler,
} from '../project/wrangler.ts'
import type { Change } from './changes.ts'
import { type NewD1, withD1, withNodeCompat } from './wrangler-edit.ts'

/** All that is to be done: what is written after a yes, and what is left to people. */
export interface Plan {
  changes: Change[]
  /** What to know or to do by hand. */
  notes: string[]
  /** What the app has to install, or to get rid of. */
  needs: Needs
  /** The commands that remain behind that, in their order. */
  commands: string[]
  /** The lines with which the app uses what was written. */
  use: string[]
}

/** Packages, by name. */
export interface Needs {
  packages: string[]
  tools: string[]
  unused: string[]
}

/** The wrangler configuration with the flag that it lacks and, where one is to be, a D1 database. */
export function wranglerChanges(
  { wrangler }: Project,
  d1?: NewD1,
): Pick<Plan, 'changes' | 'notes'> {
  if (!wrangler) return { changes: [], notes: [] }
  const { file, text, isCode } = wrangler
  const notes = [...environmentNotes(wrangler), ...dateNotes(wrangler)]
  let after = text
  if (!hasNodeCompat(wrangler)) {
    const edited = withNodeCompat(wrangler)
    if (edited) after = edited
    else
      notes.unshift(
        `Add "nodejs_compat" to ${isCode ? 'compatibilityFlags' : 'compatibility_flags'} in ${file}.`,
      )
  }
  if (d1 !== undefined) {
    const edited = withD1(readWrangler(file, after), d1)
    if (edited) after = edited
    else notes.unshift(`Add a D1 database with the binding ${d1.binding} to ${file}.`)
  }
  return { changes: after === text ? [] : [{ path: file, before: text, after }], notes }
}

/** What to know of a Worker whose configuration is left as it is. */
export function wranglerNotes({ wrangler }: Project): string[] {
  if (!wrangler) return []
  const flag = `${wrangler.file}: with "nodejs_compat" in compatibility_flags passwords are hashed by the platform, at half the CPU time or less.`
  const own = hasNodeCompat(wrangler) ? environmentNotes(wrangler) : [flag]
  return [...own, ...dateNotes(wrangler)]
}

/** Environments with flags of their own do not have those of the Worker. */
function environmentNotes({ file, environments, compatibilityFlags }: Wrangler): string[] {
  return environments
    .filter(
      (one) => one.compatibilityFlags.join() !== compatibilityFlags.join() && !hasNodeCompat(one),
    )
    .map(({ name }) => `Add "nodejs_compat" to compatibility_flags of env.${name} in ${file}.`)
}

function dateNotes({ file, compatibilityDate }: Wrangler): string[] {
  if ((compatibilityDate ?? '') >= nodejsDate) return []
  return [
    `${file}: from compatibility_date ${nodejsDate} on, passwords are hashed by the platform, and drivers for Hyperdrive work. Try a later date than ${compatibilityDate ?? 'none'}.`,
  ]
}
