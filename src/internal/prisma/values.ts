import type { Column } from 'drizzle-orm'
import { dataTypeOf } from '../schema/column-type.ts'
import type { PrismaField } from './client.ts'

/** A column with the Prisma field that holds it. */
export interface MappedField {
  /** The field's name in its model. */
  name: string
  /** Its Prisma type, such as `BigInt`; the name of an enum where it is one. */
  type: string
  column: Column
}

type Test = (value: unknown) => boolean
const typeIs =
  (...types: string[]): Test =>
  (value) =>
    types.includes(typeof value)
const isDate: Test = (value) => value instanceof Date

/** Which values a Prisma field takes as they are. */
const fieldTests: Readonly<Record<string, Test>> = {
  String: typeIs('string'),
  Int: typeIs('number'),
  Float: typeIs('number'),
  BigInt: typeIs('bigint', 'number'),
  Decimal: typeIs('string', 'number', 'object'),
  Boolean: typeIs('boolean'),
  DateTime: isDate,
  Bytes: (value) => value instanceof Uint8Array,
}

/** Which columns can hold what a field does, by what they show of it. */
const columnKinds: Readonly<Record<string, string[]>> = {
  String: ['string', 'json'],
  Int: ['number', 'boolean', 'date'],
  BigInt: ['number', 'bigint', 'boolean', 'date'],
  Float: ['number'],
  Decimal: ['string', 'number'],
  Boolean: ['boolean'],
  DateTime: ['date', 'string'],
  Json: ['json'],
  Bytes: ['buffer', 'bigint', 'json'],
}

/** Whether a column can hold what a field of Prisma does. Enums are text; custom columns may be all. */
export function fits(field: PrismaField, column: Column): boolean {
  const kind = dataTypeOf(column)
  const kinds = columnKinds[field.kind === 'enum' ? 'String' : field.type]
  return kind === 'custom' || kind === 'array' || (kinds?.includes(kind) ?? true)
}

/** Which values are already what a Drizzle column of that kind shows. */
const columnTests: Readonly<Record<string, Test>> = {
  string: typeIs('string'),
  number: typeIs('number'),
  bigint: typeIs('bigint'),
  boolean: typeIs('boolean'),
  date: isDate,
  json: typeIs('object'),
}

/** Prisma.DbNull of any client: for a JSON field, a mere null would be a value, JSON's own. */
export const dbNull = { toJSON: () => ({ $type: 'Enum', value: 'DbNull' }) }

/** What Prisma is to write for a value of the schema. */
export function toPrisma({ type, column }: MappedField, value: unknown): unknown {
  if (type === 'Json') return value === null ? dbNull : value
  if (value === null || Array.isArray(value)) return value
  const isPlain = dataTypeOf(column) !== 'custom'
  if (isPlain && (fieldTests[type]?.(value) ?? true)) return value
  return column.mapToDriverValue(value)
}

/** What the schema shows for a value that Prisma has read. */
export function fromPrisma({ type, column }: MappedField, value: unknown): unknown {
  const kind = dataTypeOf(column)
  if (value === null || type === 'Json' || columnTests[kind]?.(value)) return value
  if (kind === 'number') return Number(value)
  if (kind === 'string') return value instanceof Date ? value.toISOString() : String(value)
  if (kind === 'bigint' && typeof value !== 'object') return BigInt(String(value))
  const plain = typeof value === 'bigint' ? Number(value) : value
  return 'codec' in column ? read(column, kind, plain) : column.mapFromDriverValue(plain)
}

/** Reads a value of a column whose reading Drizzle leaves to its drivers, as it does from 1.0 on. */
function read(column: Column & { mode?: unknown }, kind: string, value: unknown): unknown {
  if (kind === 'boolean') return Number(value) === 1
  if (kind === 'date') {
    return new Date(column.mode === 'timestamp' ? Number(value) * 1000 : (value as string | number))
  }
  if (kind === 'json') return JSON.parse(textOf(value))
  if (kind === 'bigint') return BigInt(textOf(value))
  // What Drizzle's own drivers give where there is one, in Node and on Workers with its API.
  const { Buffer } = globalThis
  if (kind === 'buffer' && Buffer) return Buffer.from(value as Uint8Array)
  return column.mapFromDriverValue(value)
}

/** A text, which some columns keep as bytes. */
function textOf(value: unknown): string {
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value)
}
