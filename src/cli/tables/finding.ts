/** Something that `check` has to say, in one line. */
export interface Finding {
  /** Stable, for scripts. */
  code:
    | 'missing-table'
    | 'missing-column'
    | 'wrong-type'
    | 'other-type'
    | 'too-short'
    | 'ignores-case'
    | 'missing-index'
    | 'not-unique'
    | 'misstored-expiries'
    | 'orphans'
    | 'expired-sessions'
    | 'untried-version'
    | 'missing-flag'
    | 'two-copies'
    | 'exposed'
    | 'unread-database'
  /** A fault has to be cured; a note does not. */
  severity: 'fault' | 'note'
  /** What it is about: a table, `table.column` or a package. */
  subject: string
  what: string
  /** Why it matters. */
  why: string
  /** The command or statement that cures it. */
  cure: string
}

/** A fault, by the parts of its line. */
export function fault(
  code: Finding['code'],
  subject: string,
  what: string,
  why: string,
  cure: string,
): Finding {
  return { code, severity: 'fault', subject, what, why, cure }
}

/** A finding of one line of text. */
export function lineOf({ severity, subject, what, why, cure }: Finding): string {
  return `${severity}: ${subject} ${what}: ${why}. Cure: ${cure}`
}
