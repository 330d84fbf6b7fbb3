import type { DialectName } from '../../drivers/dialect.ts'
import type { OwnValues } from '../../drivers/driver.ts'
import { quote } from '../../printer.ts'
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

/** A rule of a dialect: the types that it is for, and their kind; `$1` is a part of the type. */
type TypeRule = readonly [RegExp, ColumnKind | ((values: OwnValues) => ColumnKind)]

/** Dates of a driver that reads texts without a zone as times of the process. */
const localTime = {
  data: 'Date',
  driverData: 'string',
  fromDriver: '(text) => new Date(text)',
}

/** The same of days: a text without a time would be one of UTC. */
const localDate = { ...localTime, fromDriver: "(text) => new Date(text + 'T00:00')" }

/** https://sqlite.org/datatype3.html#determination_of_column_affinity, with the names in use first. */
const sqlite: readonly TypeRule[] = [
  [/int|^bool/i, 'integer()'],
  [/char|clob|text/i, 'text()'],
  [/real|floa|doub/i, 'real()'],
  [/blob/i, ({ bytes }) => blob(bytes)],
  [/^(numeric|decimal)\b/i, "numeric({ mode: 'number' })"],
  // SQLite turns what looks like a number into one, and keeps all else.
  [/./, { data: 'string | number' }],
]

function blob(bytes: string | undefined): ColumnKind {
  if (bytes !== 'ArrayBuffer') return bytes ? { data: bytes } : "blob({ mode: 'buffer' })"
  // Drizzle's module of libSQL makes a Buffer of it.
  const fromDriver = '(bytes) => new Uint8Array(bytes).buffer'
  return { data: bytes, driverData: 'Uint8Array', fromDriver }
}

const postgres: readonly TypeRule[] = [
  [/^(text|uuid|smallint|integer|real|boolean|inet|cidr|macaddr|macaddr8)$/, '$1()'],
  [/^character varying$/, 'varchar()'],
  [/^character varying\((\d+)\)$/, 'varchar({ length: $1 })'],
  [/^character\((\d+)\)$/, 'char({ length: $1 })'],
  [/^bigint$/, ({ int8 }) => (int8 ? { data: 'string' } : "bigint({ mode: 'number' })")],
  [/^double precision$/, 'doublePrecision()'],
  [/^numeric$/, 'numeric()'],
  [/^numeric\((\d+),(\d+)\)$/, 'numeric({ precision: $1, scale: $2 })'],
  [/^timestamp with time zone$/, 'timestamp({ withTimezone: true })'],
  [/^timestamp\((\d)\) with time zone$/, 'timestamp({ precision: $1, withTimezone: true })'],
  [
    /^timestamp(?:\(\d\))? without time zone$/,
    // postgres.js writes times as it would those with a zone.
    ({ json }) => ({ ...localTime, ...(json && { toDriver: '(date) => date.toISOString()' }) }),
  ],
  [/^date$/, ({ dates }) => (dates ? localDate : "date({ mode: 'date' })")],
  [/^time without time zone$/, 'time()'],
  [/^time with time zone$/, 'time({ withTimezone: true })'],
  [
    /^jsonb?$/,
    // Drizzle's own would read a text in it as JSON once more.
    ({ json }) => ({
      data: 'unknown',
      ...(json && { toDriver: '(value) => JSON.stringify(value)' }),
    }),
  ],
  [/^citext$/, { data: 'string' }],
  [/^bytea$/, { data: 'Uint8Array' }],
]

/** The types of which Drizzle reads an array as it reads one value. */
const inArrays = /^(text|uuid|smallint|integer|boolean|character varying(\(\d+\))?)$/

function postgresKindOf({ declared, labels }: LiveColumn, values: OwnValues) {
  if (labels.length > 0) {
    return { data: labels.map((label) => JSON.stringify(label)).join(' | ') }
  }
  const [, item] = /^(.+)\[\]$/.exec(declared) ?? []
  if (item === undefined) return kindBy(postgres, declared, values)
  return inArrays.test(item) ? `${kindBy(postgres, item, values)}.array()` : undefined
}

const mysql: readonly TypeRule[] = [
  [/^bigint(?:\(\d+\))?$/, ({ int8 }) => bigint(int8, "{ mode: 'number' }")],
  [
    /^bigint(?:\(\d+\))? unsigned$/,
    ({ int8 }) => bigint(int8, "{ mode: 'number', unsigned: true }"),
  ],
  [/^((?:tiny|small|medium)?int)(?:\(\d+\))?$/, '$1()'],
  [/^((?:tiny|small|medium)?int)(?:\(\d+\))? unsigned$/, '$1({ unsigned: true })'],
  [/^(varchar|char)\((\d+)\)$/, '$1({ length: $2 })'],
  [/^decimal\((\d+),(\d+)\)$/, 'decimal({ precision: $1, scale: $2 })'],
  [/^(datetime|timestamp)(?:\(\d\))?$/, ({ times }) => inZone(times, localTime)],
  [/^(date)$/, ({ dates }) => inZone(dates, localDate)],
  [/^time$/, 'time()'],
  [/^time\((\d)\)$/, 'time({ fsp: $1 })'],
  [/^(tinytext|text|mediumtext|longtext|float|double)$/, '$1()'],
  [/^year\b/, 'year()'],
  [/^set\(/, { data: 'string' }],
  [/^json$/, { data: 'unknown' }],
  [/blob$|binary(\(\d+\))?$/, { data: 'Uint8Array' }],
]

function bigint(given: string | undefined, options: string): ColumnKind {
  return given ? { data: 'string' } : `bigint(${options})`
}

function inZone(given: string | undefined, local: ColumnKind): ColumnKind {
  return given === 'text' ? "$1({ mode: 'string' })" : local
}

function mysqlKindOf({ declared }: LiveColumn, values: OwnValues) {
  // `'a','it''s'`
  const [, list] = /^enum\((.+)\)$/.exec(declared) ?? []
  if (list === undefined) return kindBy(mysql, declared, values)
  const labels = [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, label = '']) => label)
  return `mysqlEnum([${labels.map((label) => quote(label.replaceAll("''", "'"))).join(', ')}])`
}

/** The kind that the first of some rules gives a type. */
function kindBy(
  rules: readonly TypeRule[],
  declared: string,
  values: OwnValues,
): ColumnKind | undefined {
  for (const [type, given] of rules) {
    const match = type.exec(declared)
    if (!match) continue
    const kind = typeof given === 'function' ? given(values) : given
    if (typeof kind !== 'string') return kind
    return kind.replace(/\$(\d)/g, (_, group) => match[Number(group)] ?? '')
  }
  return undefined
}

/**
 * Tells the kind of a column by its type in the database, with the values that the driver gives by
 * itself; undefined where there is none.
 */
export const kindOf: Record<
  DialectName,
  (column: LiveColumn, values: OwnValues) => ColumnKind | undefined
> = {
  // One without a type takes anything, and has no kind.
  sqlite: ({ declared }, values) => kindBy(sqlite, declared, values),
  // A domain has no kind.
  postgres: postgresKindOf,
  mysql: mysqlKindOf,
}
