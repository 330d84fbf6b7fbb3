import { describe } from '../handle.ts'
import type { Problem } from './auth-table.ts'

type Kind = readonly [expected: string, holds: (value: unknown) => boolean]

/** What a value of each kind of column is. Those of JSON and of custom columns may be anything. */
const kinds: Readonly<Record<string, Kind>> = {
  string: ['a string', (value) => typeof value === 'string'],
  number: ['a number', (value) => typeof value === 'number' && !Number.isNaN(value)],
  bigint: ['a bigint', (value) => typeof value === 'bigint'],
  boolean: ['a boolean', (value) => typeof value === 'boolean'],
  date: ['a valid Date', (value) => value instanceof Date && !Number.isNaN(value.getTime())],
  buffer: ['bytes', (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer],
  array: ['an array', Array.isArray],
}

/** What is wrong with a value, other than null, for a column of a kind. */
export function kindProblem(kind: string, value: unknown): Problem {
  const [expected, holds] = kinds[kind] ?? []
  return holds?.(value) === false ? `must be ${expected}. Received ${describe(value)}` : undefined
}

/** What is wrong with the name of an attribute that there is not. */
export function nameProblem(table: string, names: readonly string[]): string {
  return `is not an attribute of the table "${table}". Its attributes are: ${names.join(', ') || 'none'}`
}

/** How many characters a text has, as databases count them. */
export function charactersOf(text: string): number {
  return [...text].length
}
