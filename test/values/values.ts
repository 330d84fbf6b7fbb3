import type { ColumnBuilderBase } from 'drizzle-orm'

/** A column of a dialect, and values for it. Its title begins with Drizzle's name of the column. */
export interface ColumnCase<Builder extends ColumnBuilderBase = ColumnBuilderBase> {
  column: () => Builder
  values: readonly unknown[]
}

/** Texts that some step between JavaScript and a database may take for something else. */
export const texts = [
  '',
  ' ',
  "O'Hara",
  '"',
  '""',
  '\\',
  '\\\\"\\',
  ',',
  '{',
  '}',
  '{}',
  '{a,"b"}',
  '[1]',
  '(a,1)',
  'NULL',
  'null',
  'undefined',
  '\\N',
  '\\x00',
  '0',
  '1e3',
  'true',
  '2024-02-29 12:34:56.123456',
  '{"a":1}',
  'line\nbreak\r\n\ttab',
  '%s $1 ? :name @name',
  "'; drop table user; --",
  'Grüße, 世界 🔑',
  '\uFEFFmarked',
  'e\u0301\u200D',
  'x'.repeat(200),
]

export const dates = [
  new Date(0),
  new Date(-1),
  new Date(Date.UTC(2024, 1, 29, 12, 34, 56, 789)),
  new Date('1000-01-01T00:00:00Z'),
  new Date('0001-01-01T00:00:00Z'),
  new Date('1969-12-31T23:59:59.999Z'),
  new Date('2038-01-19T03:14:08Z'),
  new Date('9999-12-31T23:59:59.999Z'),
  new Date(8.64e15),
  new Date(-8.64e15),
]

export const jsonValues: readonly unknown[] = [
  {},
  [],
  0,
  -0.5,
  1e300,
  true,
  false,
  '',
  'text',
  '"quoted"',
  '{"a":1}',
  '[1]',
  'null',
  { a: null, b: [{}, [], [[]], 'x,"y"\\{z}'], 'key "q"': { deep: { deeper: [1, 'é😀'] } } },
  { snake_case: { inner_key: 1 }, camelCase: 2 },
  [null, [null], 'null'],
  ['a', 'b'],
  [[1, 2], [3]],
  '\uFEFF',
]
