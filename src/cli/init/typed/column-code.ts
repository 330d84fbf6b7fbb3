import { quote, type TypePrinter } from '../../printer.ts'
import type { LiveColumn } from '../../tables/live-tables.ts'

/** A type of the app's own, for what no function of Drizzle gives as the driver does. */
export interface CustomType {
  /** What its values are in TypeScript, and those of the driver where these are others. */
  data: string
  driverData?: string
  fromDriver?: string
  toDriver?: string
}

/** A column of Drizzle's: the call that makes it, without its name, or a type of its own. */
export type ColumnKind = string | CustomType

/** The function that makes a column. */
export function builderOf(kind: ColumnKind): string {
  return typeof kind === 'string' ? (/^\w+/.exec(kind)?.[0] ?? '') : 'customType'
}

/** A column of the app's own, and what it is in Drizzle. */
export interface OwnColumn {
  column: LiveColumn
  kind: ColumnKind
  isUnique: boolean
}

/** A column as code: `email: text('email').notNull().unique()`. */
export function columnCode({ column, kind, isUnique }: OwnColumn, ts: TypePrinter): string {
  const { name, declared, isRequired, byDefault } = column
  const property = /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name)
  const made =
    typeof kind === 'string'
      ? kind.replace(/\((?=(\))?)/, (_, isEmpty) => `(${quote(name)}${isEmpty ? '' : ', '}`)
      : `${customCode(kind, declared, ts)}(${quote(name)})`
  const parts = [
    made,
    ...(isRequired ? ['notNull()'] : []),
    ...(byDefault === undefined ? [] : [`default(${defaultCode(byDefault, builderOf(kind))})`]),
    ...(isUnique ? ['unique()'] : []),
  ]
  return `${property}: ${parts.join('.')}`
}

function customCode(kind: CustomType, declared: string, ts: TypePrinter): string {
  const { data, driverData, fromDriver, toDriver } = kind
  const types = [`data: ${data}`, ...(driverData ? [`driverData: ${driverData}`] : [])].join('; ')
  const members = [
    `dataType: () => ${quote(declared)}`,
    ...(fromDriver ? [`fromDriver: ${fromDriver}`] : []),
    ...(toDriver ? [`toDriver: ${toDriver}`] : []),
  ]
  return `customType${ts(`<{ ${types} }>`)}({ ${members.join(', ')} })`
}

/** A literal, or the expression as the database has it. */
function defaultCode(expression: string, builder: string): string {
  if (/int/.test(builder) && /^-?\d{1,15}$/.test(expression)) return expression
  const [, literal] = /^'((?:[^'\\]|'')*)'(?:::[\w ]+)?$/.exec(expression) ?? []
  if (literal !== undefined && /text|char/.test(builder))
    return quote(literal.replaceAll("''", "'"))
  const isWhole = /^('(?:[^']|'')*'|-?[\w.]+|\w+\(\))$/.test(expression)
  const text = isWhole ? expression : `(${expression})`
  return `sql\`${text.replace(/[\\`]|\$\{/g, '\\$&')}\``
}
