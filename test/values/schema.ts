import type { DialectOfValues } from './driver.ts'

/**
 * Tables whose users and sessions have every column of a dialect, by its position: `c0`, `c1`; or some of
 * them.
 */
export function schemaOf({ columns, createSchema }: DialectOfValues, some?: readonly string[]) {
  const named = Object.values(columns).map(({ column }, index) => [`c${index}`, column] as const)
  const wanted = named.filter(([property]) => !some || some.includes(property))
  const all = () => Object.fromEntries(wanted.map(([property, column]) => [property, column()]))
  return createSchema({ tableNames: { user: 'users' }, user: all(), session: all() })
}

/** A title of each column, its property, and its values, null among them. */
export function casesOf({ columns }: DialectOfValues) {
  return Object.entries(columns).map(
    ([title, { values }], index) => [title.trim(), `c${index}`, [...values, null]] as const,
  )
}
