import type { Change } from './changes.ts'

/** All that is to be done: what is written after a yes, and what is left to people. */
export interface Plan {
  changes: Change[]
  /** What to know or to do by hand. */
  notes: string[]
  /** The packages that the app needs, and those that it needs for development alone. */
  packages: string[]
  tools: string[]
  /** The packages that it has no use for any more. */
  unused: string[]
  /** The commands that remain behind those that install, in their order. */
  commands: string[]
  /** The lines with which the app uses what was written. */
  use: string[]
}

/** What one step of a set-up adds to the plan. */
export type PlanPart = { [Name in keyof Plan]?: Plan[Name] | undefined }

/** The plan of some parts, in their order. */
export function planOf(...parts: PlanPart[]): Plan {
  const all = <Item>(itemsOf: (part: PlanPart) => Item[] | undefined) =>
    parts.flatMap((part) => itemsOf(part) ?? [])
  return {
    changes: all(({ changes }) => changes),
    notes: all(({ notes }) => notes),
    packages: all(({ packages }) => packages),
    tools: all(({ tools }) => tools),
    unused: all(({ unused }) => unused),
    commands: all(({ commands }) => commands),
    use: all(({ use }) => use),
  }
}
