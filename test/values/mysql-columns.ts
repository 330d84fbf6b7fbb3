import type { ColumnBuilderBase } from 'drizzle-orm'
import * as mysql from 'drizzle-orm/mysql-core'
import {
  bigint,
  binary,
  boolean,
  char,
  customType,
  date,
  datetime,
  decimal,
  double,
  float,
  int,
  json,
  longtext,
  mediumint,
  mediumtext,
  mysqlEnum,
  real,
  smallint,
  text,
  time,
  timestamp,
  tinyint,
  tinytext,
  varbinary,
  varchar,
  year,
} from 'drizzle-orm/mysql-core'
import { type ColumnCase, dates, jsonValues, texts } from './values.ts'

const raw = (type: string) => customType<{ data: unknown }>({ dataType: () => type })
const numbers = [0, 1, -1, 0.5, -1e-7, 123456.78]
const bytes = [Buffer.alloc(0), Buffer.from([0, 1, 92, 127, 128, 255])]
const unsigned = { unsigned: true } as const
const moments = ['2024-02-29 12:34:56.123', '1999-12-31 23:59:59', '2038-01-01 00:00:00']
const short = texts.filter((value) => value.length < 200)

const newer = mysql as unknown as Record<
  string,
  ((options?: object) => ColumnBuilderBase) | undefined
>

/** The columns that Drizzle 1.0 alone has. */
const blobs = ['tinyblob', 'blob', 'mediumblob', 'longblob'].flatMap((name) => {
  const blob = newer[name]
  if (!blob) return []
  const ofText = { column: () => blob({ mode: 'string' }), values: ['', 'é\\"'] }
  return [
    [`${name} buffer`, { column: () => blob(), values: bytes }] as const,
    [`${name} string`, ofText] as const,
  ]
})

/** Every column of Drizzle's for MySQL, in its modes. */
export const mysqlColumns: Record<string, ColumnCase> = {
  ...Object.fromEntries(blobs),
  'bigint number': {
    column: () => bigint({ mode: 'number' }),
    values: [0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
  },
  'bigint bigint': {
    column: () => bigint({ mode: 'bigint' }),
    values: [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)],
  },
  'bigint unsigned': {
    column: () => bigint({ mode: 'bigint', ...unsigned }),
    values: [0n, 2n ** 64n - 1n],
  },
  'binary ': { column: () => binary({ length: 4 }), values: ['ab', 'abcd'] },
  'boolean ': { column: () => boolean(), values: [true, false] },
  'char ': { column: () => char({ length: 30 }), values: short },
  'customType blob': { column: () => raw('blob')(), values: bytes },
  'customType bit': {
    column: () => raw('bit(8)')(),
    values: [Buffer.from([0]), Buffer.from([255])],
  },
  'customType set': { column: () => raw("set('a','b')")(), values: ['', 'a', 'a,b'] },
  'date date': { column: () => date({ mode: 'date' }), values: dates },
  'date string': { column: () => date({ mode: 'string' }), values: ['2024-02-29', '9999-12-31'] },
  'datetime date': { column: () => datetime({ mode: 'date', fsp: 3 }), values: dates },
  'datetime string': { column: () => datetime({ mode: 'string', fsp: 3 }), values: moments },
  'decimal string': {
    column: () => decimal({ precision: 40, scale: 10 }),
    values: ['0', '12.50', '-0.001', `${'9'.repeat(30)}.5`],
  },
  'decimal number': {
    column: () => decimal({ precision: 20, scale: 5, mode: 'number' }),
    values: [0, 12.5, -0.001, 1e14],
  },
  'decimal bigint': {
    column: () => decimal({ precision: 40, scale: 0, mode: 'bigint' }),
    values: [0n, -1n, 10n ** 39n],
  },
  'double ': { column: () => double(), values: [...numbers, 1e300, 2.3e-308, Number.NaN] },
  'float ': { column: () => float(), values: [...numbers, 3.4e38] },
  'int ': { column: () => int(), values: [0, -1, 2_147_483_647, -2_147_483_648] },
  'int unsigned': { column: () => int(unsigned), values: [0, 4_294_967_295] },
  'json ': { column: () => json(), values: jsonValues },
  'longtext ': { column: () => longtext(), values: texts },
  'mediumint ': { column: () => mediumint(), values: [0, -8_388_608, 8_388_607] },
  'mediumtext ': { column: () => mediumtext(), values: texts },
  'mysqlEnum ': { column: () => mysqlEnum(['ok', 'a "b"', 'c, {d}']), values: ['a "b"', 'c, {d}'] },
  'real ': { column: () => real(), values: numbers },
  'smallint ': { column: () => smallint(), values: [0, -32_768, 32_767] },
  'text ': { column: () => text(), values: texts },
  'text enum': { column: () => text({ enum: ['reader', 'writer'] }), values: ['reader'] },
  'time ': { column: () => time({ fsp: 3 }), values: ['00:00:00', '-838:59:59', '23:59:59.999'] },
  'timestamp date': { column: () => timestamp({ mode: 'date', fsp: 3 }), values: dates },
  'timestamp string': { column: () => timestamp({ mode: 'string', fsp: 3 }), values: moments },
  'tinyint ': { column: () => tinyint(), values: [0, -128, 127] },
  'tinytext ': { column: () => tinytext(), values: short },
  'varbinary ': { column: () => varbinary({ length: 20 }), values: ['', 'ab', 'é\\"'] },
  'varchar ': { column: () => varchar({ length: 255 }), values: texts },
  'year ': { column: () => year(), values: [1901, 2155, 0] },
}

/** A column that no two rows may have the same value of. */
export const uniqueColumns = ['serial']
