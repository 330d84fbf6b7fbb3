import type { Column } from 'drizzle-orm'

/** What a column holds in JavaScript, by Drizzle's word for it: `string`, `date`, `custom` and so on. */
export function dataTypeOf(column: Column): string {
  const { dimensions, codec = '' } = column as { dimensions?: number; codec?: string }
  // From Drizzle 1.0 on an array has the type of what is in it, and MySQL's bytes say that they are text.
  if (codec && dimensions) return 'array'
  if (/buffer$/.test(codec)) return 'buffer'
  const [base = '', detail] = column.dataType.split(' ')
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
