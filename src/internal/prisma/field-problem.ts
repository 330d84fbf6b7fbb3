import { describe } from '../handle.ts'
import type { Problem } from '../schema/auth-table.ts'
import { charactersOf, kindProblem } from '../schema/kinds.ts'
import type { PrismaField } from './client.ts'
import type { FieldText } from './schema-text.ts'

/** The kinds of Prisma's types whose values are of one. Those of JSON may be anything. */
const kinds: Readonly<Record<string, string>> = {
  String: 'string',
  Boolean: 'boolean',
  Int: 'number',
  Float: 'number',
  Bytes: 'buffer',
}

/** What is wrong with a value for a field, which Prisma might take for an operation on it. */
export function fieldProblem(
  field: PrismaField,
  value: unknown,
  text: FieldText | undefined,
  values: string[],
): Problem {
  if (value === null) return mayBeNull(field, text) ? undefined : 'must not be null'
  if (!text?.isList) return itemProblem(field, value, text, values)
  const notAList = kindProblem('array', value)
  if (notAList || !Array.isArray(value)) return notAList
  const problem = value.map((item) => itemProblem(field, item, text, values)).find(Boolean)
  return problem && `must hold items, each of which ${problem}`
}

function mayBeNull({ type }: PrismaField, text: FieldText | undefined): boolean {
  return text === undefined || text.isOptional || type === 'Json'
}

function itemProblem(
  { type, kind }: PrismaField,
  value: unknown,
  text: FieldText | undefined,
  values: string[],
): Problem {
  if (kind === 'enum') return enumProblem(value, values)
  if (type === 'BigInt' && Number.isSafeInteger(value)) return undefined
  if (type === 'BigInt') return kindProblem('bigint', value)
  if (type === 'DateTime') return dateProblem(value)
  if (type === 'Decimal') return decimalProblem(value)
  return kindProblem(kinds[type] ?? 'json', value) ?? lengthProblem(value, text)
}

function enumProblem(value: unknown, names: string[]): Problem {
  if (typeof value === 'string' && (names.length === 0 || names.includes(value))) return undefined
  return `must be one of ${names.join(', ')}. Received ${describe(value)}`
}

/** A date, or its text as ISO 8601 has it, which Prisma takes as well. */
function dateProblem(value: unknown): Problem {
  const isText = typeof value === 'string' && !Number.isNaN(Date.parse(value))
  return isText ? undefined : kindProblem('date', value)
}

/** A number, its text, or an object of decimal.js, which knows itself by this method. */
function decimalProblem(value: unknown): Problem {
  const isDecimal = typeof Object(value).toFixed === 'function' && !Number.isNaN(value)
  const isText = typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value))
  return isDecimal || isText ? undefined : `must be a decimal. Received ${describe(value)}`
}

function lengthProblem(value: unknown, text: FieldText | undefined): Problem {
  const [, length] = /@db\.(?:Var)?Char\((\d+)\)/.exec(text?.attributes ?? '') ?? []
  if (typeof value !== 'string' || length === undefined) return undefined
  const characters = charactersOf(value)
  // PostgreSQL refuses what is longer with an error of its own; MySQL cuts it, if it is not strict.
  if (characters <= Number(length)) return undefined
  return `must have at most ${length} characters. Received ${characters}`
}
