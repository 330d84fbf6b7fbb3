import type { OwnValues } from '../../drivers/driver.ts'
import { quote } from '../../printer.ts'
import type { LiveColumn } from '../../tables/live-tables.ts'

/** A column of Drizzle's, as code has it. */
export interface ColumnKind {
  /** The function of Drizzle that makes it; none where it is to give what the driver gives. */
  builder?: string
  /** Its options: `{ mode: 'number' }`. */
  options?: Readonly<Record<string, string | number | boolean>>
  /** The values of an enum. */
  labels?: readonly string[]
  /** Without a function: what its values are in TypeScript, and what makes one of the driver's. */
  data?: string
  driverData?: string
  fromDriver?: string
  toDriver?: string
  isArray?: boolean
}

/**
 * Tells the kind of a column by its type in the database, with the values that the driver gives by
 * itself; undefined where there is none.
 */
export type KindOf = (column: LiveColumn, values: OwnValues) => ColumnKind | undefined

/** A rule of a dialect: the types that it is for, and the kind that they are. */
export type TypeRule = readonly [RegExp, (type: string[], values: OwnValues) => ColumnKind]

/** The kind that the first of some rules gives a type. */
export function kindBy(
  rules: readonly TypeRule[],
  declared: string,
  values: OwnValues,
): ColumnKind | undefined {
  for (const [type, kind] of rules) {
    const match = type.exec(declared)
    if (match) return kind([...match], values)
  }
  return undefined
}

/** A kind that needs nothing but its function. */
export function plainly(builder: string): () => ColumnKind {
  return () => ({ builder })
}

/** What the driver gives is what it is. */
export function asGiven(data: string): () => ColumnKind {
  return () => ({ data })
}

/** Dates of a driver that reads texts without a zone as times of the process. */
export function localDate(text = 'text'): ColumnKind {
  return { data: 'Date', driverData: 'string', fromDriver: `(text) => new Date(${text})` }
}

/** A column as code: `email: text('email').notNull().unique()`. */
export function columnCode(
  column: LiveColumn,
  kind: ColumnKind,
  isUnique: boolean,
  ts: (code: string) => string,
): string {
  const { name, isRequired, byDefault } = column
  const called = [quote(name), ...argumentsOf(kind)].join(', ')
  const property = /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name)
  const parts = [
    `${makerOf(column, kind, ts)}(${called})`,
    ...(kind.isArray ? ['array()'] : []),
    ...(isRequired ? ['notNull()'] : []),
    ...(byDefault === undefined ? [] : [`default(${defaultCode(byDefault, kind)})`]),
    ...(isUnique ? ['unique()'] : []),
  ]
  return `${property}: ${parts.join('.')}`
}

function argumentsOf({ options, labels }: ColumnKind): string[] {
  if (labels) return [`[${labels.map(quote).join(', ')}]`]
  const members = Object.entries(options ?? {}).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? quote(value) : value}`,
  )
  return members.length > 0 ? [`{ ${members.join(', ')} }`] : []
}

function makerOf({ declared }: LiveColumn, kind: ColumnKind, ts: (code: string) => string): string {
  const { builder, data, driverData, fromDriver, toDriver } = kind
  if (builder) return builder
  const types = [`data: ${data}`, ...(driverData ? [`driverData: ${driverData}`] : [])].join('; ')
  const members = [
    `dataType: () => ${quote(declared)}`,
    ...(fromDriver ? [`fromDriver: ${fromDriver}`] : []),
    ...(toDriver ? [`toDriver: ${toDriver}`] : []),
  ]
  return `customType${ts(`<{ ${types} }>`)}({ ${members.join(', ')} })`
}

/** A literal, or the expression as the database has it. */
function defaultCode(expression: string, { builder = '' }: ColumnKind): string {
  if (/int/.test(builder) && /^-?\d{1,15}$/.test(expression)) return expression
  const [, literal] = /^'((?:[^'\\]|'')*)'(?:::[\w ]+)?$/.exec(expression) ?? []
  if (literal !== undefined && /text|char/.test(builder))
    return quote(literal.replaceAll("''", "'"))
  const isWhole = /^('(?:[^']|'')*'|-?[\w.]+|\w+\(\))$/.test(expression)
  const text = isWhole ? expression : `(${expression})`
  return `sql\`${text.replace(/[\\`]|\$\{/g, '\\$&')}\``
}
