import { quote } from '../../printer.ts'
import {
  type ColumnKind,
  type KindOf,
  kindBy,
  localDate,
  localTime,
  type TypeRule,
} from './column-code.ts'

const rules: readonly TypeRule[] = [
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

/** Columns of MySQL and MariaDB. */
export const mysqlKindOf: KindOf = ({ declared }, values) => {
  // `'a','it''s'`
  const [, list] = /^enum\((.+)\)$/.exec(declared) ?? []
  if (list === undefined) return kindBy(rules, declared, values)
  const labels = [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, label = '']) => label)
  return `mysqlEnum([${labels.map((label) => quote(label.replaceAll("''", "'"))).join(', ')}])`
}
