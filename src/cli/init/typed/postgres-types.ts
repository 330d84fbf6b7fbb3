import { type KindOf, kindBy, localDate, localTime, type TypeRule } from './column-code.ts'

const rules: readonly TypeRule[] = [
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

/** Columns of PostgreSQL. A domain has no kind. */
export const postgresKindOf: KindOf = ({ declared, labels }, values) => {
  if (labels.length > 0) {
    return { data: labels.map((label) => JSON.stringify(label)).join(' | ') }
  }
  const [, item] = /^(.+)\[\]$/.exec(declared) ?? []
  if (item === undefined) return kindBy(rules, declared, values)
  return inArrays.test(item) ? `${kindBy(rules, item, values)}.array()` : undefined
}
