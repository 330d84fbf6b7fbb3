import type { Column } from 'drizzle-orm'

/** What a column holds in JavaScript, by Drizzle's word for it: `string`, `date`, `custom` and so on. */
export function dataTypeOf({ dataType }: Column): string {
  const [base = '', detail] = dataType.split(' ')
  return base === 'object' && detail !== undefined ? detail : base
}

/** The most characters that a column holds, where its type sets a limit that databases keep to. */
export function lengthOf(column: Column): number {
  const [, length] = /^(?:var)?char\((\d+)\)/.exec(column.getSQLType()) ?? []
  return length === undefined ? Number.POSITIVE_INFINITY : Number(length)
}

/** Whether a column holds UUIDs alone, and its database refuses even to compare it with other text. */
export function isUuid(column: Column): boolean {
  return column.getSQLType() === 'uuid'
}
