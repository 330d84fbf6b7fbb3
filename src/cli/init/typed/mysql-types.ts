import {
  asGiven,
  type ColumnKind,
  type KindOf,
  kindBy,
  localDate,
  type TypeRule,
} from './column-code.ts'

const rules: readonly TypeRule[] = [
  [
    /^(tinyint|smallint|mediumint|int|bigint)(?:\(\d+\))?( unsigned)?$/,
    ([, builder = '', unsigned], { int8 }) => integer(builder, unsigned !== undefined, int8),
  ],
  [
    /^(varchar|char)\((\d+)\)$/,
    ([, builder = '', length]) => ({ builder, options: { length: Number(length) } }),
  ],
  [
    /^decimal\((\d+),(\d+)\)$/,
    ([, precision, scale]) => ({
      builder: 'decimal',
      options: { precision: Number(precision), scale: Number(scale) },
    }),
  ],
  [
    /^(datetime|timestamp)(?:\(\d\))?$/,
    ([, builder = ''], { times }) => inZone(builder, times, localDate()),
  ],
  // A text without a time would be one of UTC.
  [/^date$/, ([builder = ''], { dates }) => inZone(builder, dates, localDate("text + 'T00:00'"))],
  [
    /^time(?:\((\d)\))?$/,
    ([, fsp]) => ({ builder: 'time', ...(fsp && { options: { fsp: Number(fsp) } }) }),
  ],
  [/^(tinytext|text|mediumtext|longtext|float|double)$/, ([builder = '']) => ({ builder })],
  [/^year\b/, () => ({ builder: 'year' })],
  [/^enum\((.+)\)$/, ([, list = '']) => ({ builder: 'mysqlEnum', labels: labelsIn(list) })],
  [/^set\(/, asGiven('string')],
  [/^json$/, asGiven('unknown')],
  [/blob$|binary(\(\d+\))?$/, asGiven('Uint8Array')],
]

function integer(builder: string, isUnsigned: boolean, int8: string | undefined): ColumnKind {
  if (builder === 'bigint' && int8) return { data: 'string' }
  return {
    builder,
    options: {
      ...(builder === 'bigint' && { mode: 'number' }),
      ...(isUnsigned && { unsigned: true }),
    },
  }
}

function inZone(builder: string, given: string | undefined, local: ColumnKind): ColumnKind {
  return given === 'text' ? { builder, options: { mode: 'string' } } : local
}

/** `'a','it''s'` */
function labelsIn(list: string): string[] {
  return [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, label = '']) =>
    label.replaceAll("''", "'"),
  )
}

/** Columns of MySQL and MariaDB. */
export const mysqlKindOf: KindOf = ({ declared }, values) => kindBy(rules, declared, values)
