import type { Rule, RulesOf } from '../rules.ts'

/** How long a session lasts, in milliseconds. */
export interface SessionExpiresIn {
  /** Until then it is valid as it is: a day by default. */
  activePeriod?: number | undefined
  /** After that, until then, the next request renews it: 14 days by default. */
  idlePeriod?: number | undefined
  /**
   * After that it ends, renewed or not: without end by default. The schema needs `timeColumns()`:
   * `createSchema({ session: timeColumns() })`.
   */
  absolutePeriod?: number | undefined
}

const isDuration = (value: unknown) => Number.isFinite(value) && Number(value) >= 0
const milliseconds: Rule = ['a number of milliseconds', isDuration]

export const sessionExpiresInRules: RulesOf<SessionExpiresIn> = {
  activePeriod: milliseconds,
  idlePeriod: milliseconds,
  absolutePeriod: milliseconds,
}
