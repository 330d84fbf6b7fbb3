import {
  asGiven,
  type ColumnKind,
  type KindOf,
  kindBy,
  localDate,
  plainly,
  type TypeRule,
} from './column-code.ts'

const rules: readonly TypeRule[] = [
  [
    /^(text|uuid|smallint|integer|real|boolean|inet|cidr|macaddr|macaddr8)$/,
    ([builder = '']) => ({ builder }),
  ],
  [/^character varying(?:\((\d+)\))?$/, ([, length]) => withLength('varchar', length)],
  [/^character\((\d+)\)$/, ([, length]) => withLength('char', length)],
  [
    /^bigint$/,
    (_, { int8 }) =>
      int8 ? { data: 'string' } : { builder: 'bigint', options: { mode: 'number' } },
  ],
  [/^double precision$/, plainly('doublePrecision')],
  [/^numeric$/, plainly('numeric')],
  [
    /^numeric\((\d+),(\d+)\)$/,
    ([, precision, scale]) => ({
      builder: 'numeric',
      options: { precision: Number(precision), scale: Number(scale) },
    }),
  ],
  [
    /^timestamp(?:\((\d)\))? with time zone$/,
    ([, precision]) => ({
      builder: 'timestamp',
      options: { ...(precision && { precision: Number(precision) }), withTimezone: true },
    }),
  ],
  [/^timestamp(?:\(\d\))? without time zone$/, (_, values) => timestamp(values.json)],
  [
    /^date$/,
    (_, { dates }) => (dates ? localDate(day) : { builder: 'date', options: { mode: 'date' } }),
  ],
  [/^time without time zone$/, plainly('time')],
  [/^time with time zone$/, () => ({ builder: 'time', options: { withTimezone: true } })],
  // Drizzle's own would read a text in it as JSON once more.
  [
    /^jsonb?$/,
    (_, { json }) => ({
      data: 'unknown',
      ...(json && { toDriver: '(value) => JSON.stringify(value)' }),
    }),
  ],
  [/^citext$/, asGiven('string')],
  [/^bytea$/, asGiven('Uint8Array')],
]

// A text without a time would be one of UTC.
const day = "text + 'T00:00'"

/** postgres.js writes times as it would those with a zone. */
function timestamp(json: string | undefined): ColumnKind {
  return { ...localDate(), ...(json && { toDriver: '(date) => date.toISOString()' }) }
}

function withLength(builder: string, length: string | undefined): ColumnKind {
  return length === undefined ? { builder } : { builder, options: { length: Number(length) } }
}

/** The types of which Drizzle reads an array as it reads one value. */
const inArrays = /^(text|uuid|smallint|integer|boolean|character varying(\(\d+\))?)$/

/** Columns of PostgreSQL. A domain has no kind. */
export const postgresKindOf: KindOf = ({ declared, labels }, values) => {
  if (labels.length > 0) {
    return { data: labels.map((label) => JSON.stringify(label)).join(' | ') }
  }
  const [, item] = /^(.+)\[\]$/.exec(declared) ?? []
  if (item === undefined) return kindBy(rules, declared, values)
  const kind = inArrays.test(item) ? kindBy(rules, item, values) : undefined
  return kind && { ...kind, isArray: true }
}
