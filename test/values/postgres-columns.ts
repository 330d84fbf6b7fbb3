import type { ColumnBuilderBase } from 'drizzle-orm'
import * as pg from 'drizzle-orm/pg-core'
import {
  bigint,
  bigserial,
  bit,
  boolean,
  char,
  cidr,
  customType,
  date,
  doublePrecision,
  inet,
  integer,
  interval,
  json,
  jsonb,
  line,
  macaddr,
  macaddr8,
  numeric,
  pgEnum,
  point,
  real,
  serial,
  smallint,
  smallserial,
  text,
  time,
  timestamp,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'
import { type ColumnCase, dates, jsonValues, texts } from './values.ts'

export const mood = pgEnum('mood', ['ok', 'a "b"', "it's, {so}", 'back\\slash', 'NULL'])

interface Builder extends ColumnBuilderBase {
  array(): Builder
}

const raw = (type: string) => customType<{ data: unknown }>({ dataType: () => type })
const bytea = raw('bytea')
const instant = customType<{ data: Date; driverData: string }>({
  dataType: () => 'timestamptz',
  fromDriver: (value) => new Date(value),
  toDriver: (value) => value.toISOString(),
})

const bytes = [Buffer.alloc(0), Buffer.from([0, 1, 92, 127, 128, 255]), Buffer.from('\\x00')]
const zoned = { withTimezone: true } as const
const days = ['2024-02-29', '0001-01-01', '0044-03-15 BC', '5874897-12-31', 'infinity', '-infinity']
const times = ['2024-02-29 12:34:56.123456', '1999-12-31 23:59:59.999', '0044-03-15 00:00:00 BC']
const ends = ['infinity', '-infinity', '294276-12-31 23:59:59.999999']
const clocks = ['00:00:00', '24:00:00', '23:59:59.999999']
const spans = [
  '1 year 2 mons',
  '-3 days',
  '1 day 02:03:04.5',
  '-00:00:00.000001',
  '178000000 years',
]
const numbers = [0, -0, 1, -1, 0.5, -1e-7, 123456.78]
const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
const decimals = ['0', '12.50', '-0.001', `${'9'.repeat(40)}.${'1'.repeat(40)}`, 'NaN', 'Infinity']

const scalars: Record<string, ColumnCase<Builder>> = {
  'bigint number': {
    column: () => bigint({ mode: 'number' }),
    values: [0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
  },
  'bigint bigint': {
    column: () => bigint({ mode: 'bigint' }),
    values: [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)],
  },
  'bit ': { column: () => bit({ dimensions: 8 }), values: ['10101010', '00000000', '11111111'] },
  'boolean ': { column: () => boolean(), values: [true, false] },
  'char ': {
    column: () => char({ length: 10 }),
    values: ['', 'a', "O'Hara", '"{,}\\"', '世界 🔑'],
  },
  'cidr ': { column: () => cidr(), values: ['10.0.0.0/8', '2001:db8::/32', '0.0.0.0/0'] },
  'customType bytea': { column: () => bytea(), values: bytes },
  'customType dates': { column: () => instant(), values: dates },
  'customType range': { column: () => raw('int4range')(), values: ['[1,5)', 'empty', '(,)'] },
  'customType ranges': { column: () => raw('nummultirange')(), values: ['{}', '{[1.5,2],(3,)}'] },
  'customType composite': {
    column: () => raw('pair')(),
    values: ['(a,1)', '("a ""b"", \\\\",-2)', '(,)', '("",0)'],
  },
  'customType xml': { column: () => raw('xml')(), values: ['<a b="c">{d, "e"}</a>'] },
  'customType money': { column: () => raw('money')(), values: ['$1,234.50', '-$0.01'] },
  'customType tsvector': { column: () => raw('tsvector')(), values: ["'a':1 'b''c':2"] },
  'customType oid': { column: () => raw('oid')(), values: ['0', '4294967295'] },
  'customType domain': { column: () => raw('address')(), values: ['a@b.c', ''] },
  'customType box': { column: () => raw('box')(), values: ['(3,4),(1,2)'] },
  'date string': { column: () => date({ mode: 'string' }), values: days },
  'date date': { column: () => date({ mode: 'date' }), values: dates },
  'doublePrecision ': {
    column: () => doublePrecision(),
    values: [...numbers, ...odd, Number.MAX_VALUE, 2.3e-308, Number.MAX_SAFE_INTEGER + 2],
  },
  'inet ': { column: () => inet(), values: ['192.168.0.1', '10.1.2.3/8', '::1'] },
  'integer ': { column: () => integer(), values: [0, 1, -1, 2_147_483_647, -2_147_483_648] },
  'interval ': { column: () => interval(), values: spans },
  'interval fields': { column: () => interval({ fields: 'day to second' }), values: spans },
  'json ': { column: () => json(), values: jsonValues },
  'jsonb ': { column: () => jsonb(), values: jsonValues },
  'line tuple': { column: () => line(), values: [[1, -2, 0.5]] },
  'line abc': { column: () => line({ mode: 'abc' }), values: [{ a: 1, b: -2, c: 0.5 }] },
  'macaddr ': { column: () => macaddr(), values: ['08:00:2b:01:02:03'] },
  'macaddr8 ': { column: () => macaddr8(), values: ['08:00:2b:01:02:03:04:05'] },
  'numeric string': { column: () => numeric(), values: decimals },
  'numeric scale': { column: () => numeric({ precision: 10, scale: 2 }), values: ['12.5', '-0'] },
  'numeric number': {
    column: () => numeric({ mode: 'number' }),
    values: [...numbers, 1e21, ...odd],
  },
  'numeric bigint': { column: () => numeric({ mode: 'bigint' }), values: [0n, 10n ** 40n, -1n] },
  'pgEnum ': { column: () => mood(), values: mood.enumValues },
  'point tuple': {
    column: () => point(),
    values: [
      [0, 0],
      [-1.5, 1e20],
    ],
  },
  'point xy': {
    column: () => point({ mode: 'xy' }),
    values: [
      { x: 0, y: 0 },
      { x: -1.5, y: 1e20 },
    ],
  },
  'real ': { column: () => real(), values: [...numbers, ...odd, 3.4e38, 1.2e-38] },
  'smallint ': { column: () => smallint(), values: [0, -1, 32_767, -32_768] },
  'text ': { column: () => text(), values: texts },
  'text enum': { column: () => text({ enum: ['reader', 'writer'] }), values: ['reader'] },
  'time ': { column: () => time(), values: clocks },
  'time zone': { column: () => time(zoned), values: clocks.map((clock) => `${clock}+05:30`) },
  'timestamp date': { column: () => timestamp(), values: dates },
  'timestamp date zone': { column: () => timestamp(zoned), values: dates },
  'timestamp string': { column: () => timestamp({ mode: 'string' }), values: [...times, ...ends] },
  'timestamp string zone': {
    column: () => timestamp({ mode: 'string', ...zoned }),
    values: [...times.map((at) => at.replace(/( BC)?$/, '+05:30$1')), ...ends],
  },
  'timestamp precision': { column: () => timestamp({ precision: 0 }), values: dates },
  'uuid ': { column: () => uuid(), values: ['00000000-0000-0000-0000-00000000000f'] },
  'varchar ': { column: () => varchar({ length: 255 }), values: texts },
}

const newer = pg as unknown as { bytea?: () => Builder }

/** The column that Drizzle 1.0 alone has. */
const ofBytes: Record<string, ColumnCase<Builder>> = newer.bytea
  ? { 'bytea ': { column: newer.bytea, values: bytes } }
  : {}

/** Numbered by their table, and so never null: there are no arrays of them. */
const numbered: Record<string, ColumnCase<Builder>> = {
  'bigserial number': { column: () => bigserial({ mode: 'number' }), values: [7, -7] },
  'bigserial bigint': { column: () => bigserial({ mode: 'bigint' }), values: [7n, 2n ** 62n] },
  'serial ': { column: () => serial(), values: [7, 2_147_483_647] },
  'smallserial ': { column: () => smallserial(), values: [7, 32_767] },
}

/** Every column of Drizzle's for PostgreSQL, in its modes, and as an array and an array of arrays. */
export const postgresColumns: Record<string, ColumnCase<Builder>> = {
  ...scalars,
  ...ofBytes,
  ...numbered,
  ...Object.fromEntries(Object.entries(scalars).flatMap(arraysOf)),
}

/** Columns that need an extension which PostgreSQL does not bring. */
export const columnsOfExtensions = ['geometry', 'halfvec', 'sparsevec', 'vector']

/** What the types of some columns are made of. */
export const postgresTypes = [
  'create type pair as (a text, b integer)',
  'create domain address as text',
]

function arraysOf([name, { column, values }]: [string, ColumnCase<Builder>]) {
  const some = values.slice(0, 12)
  const of = (value: unknown) => [value, value]
  return [
    [`${name}[]`, { column: () => column().array(), values: [[], some, [null], [null, ...some]] }],
    [
      `${name}[][]`,
      { column: () => column().array().array(), values: [[], [some, some], some.map(of)] },
    ],
  ] as const
}
