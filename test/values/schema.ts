import type { DialectOfValues } from './driver.ts'

/** Tables whose users and sessions have every column of a dialect, by its position: `c0`, `c1`. */
export function schemaOf({ columns, createSchema }: DialectOfValues) {
  const all = () =>
    Object.fromEntries(Object.values(columns).map(({ column }, index) => [`c${index}`, column()]))
  return createSchema({ tableNames: { user: 'users' }, user: all(), session: all() })
}

/** A title of each column, its property, and its values, null among them. */
export function casesOf({ columns }: DialectOfValues) {
  return Object.entries(columns).map(
    ([title, { values }], index) => [title.trim(), `c${index}`, [...values, null]] as const,
  )
}
